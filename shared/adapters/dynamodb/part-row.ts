// One membership or payment as the table stores it: its own fields, its version, and what it counts towards a campaign
// and in which shard. The row is always written whole, so no field of an older truth can survive in it.
import * as z from 'zod/mini';
import { parseCampaignId, parseCustomerId, parseMembershipId, parsePaymentId } from '../../core/ids.ts';
import { membershipStatuses } from '../../core/membership.ts';
import { parseCurrency } from '../../core/money.ts';
import type { PartSave, Versioned } from '../../ports/supporter-store.ts';
import { amountField, disputeField, idField, instantField, parseRow } from './row-fields.ts';
import { partKey, shardOf } from './table.ts';

const version = z.int().check(z.gte(1));
const money = { amountMinor: amountField, currency: idField(parseCurrency) };
const customer = idField(parseCustomerId);
const frequency = z.enum(['monthly', 'annual']);
const campaign = idField(parseCampaignId);

const membership = z.object({
  kind: z.literal('membership'),
  id: idField(parseMembershipId),
  customer,
  ...money,
  frequency,
  status: z.enum(membershipStatuses),
  renewsAt: z.nullable(instantField),
  endsAt: z.nullable(instantField),
  grantedUntil: z.nullable(instantField),
  idleSince: z.optional(instantField),
});
const payment = z.object({
  kind: z.literal('payment'),
  id: idField(parsePaymentId),
  customer,
  ...money,
  purpose: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('gift') }),
    z.object({
      kind: z.literal('period'),
      membership: idField(parseMembershipId),
      frequency,
      periodEnd: instantField,
      creditedThrough: z.optional(instantField),
    }),
  ]),
  status: z.enum(['pending', 'confirmed', 'failed']),
  confirmedAt: z.nullable(instantField),
  begunOn: z.optional(instantField),
  returnedMinor: amountField,
  dispute: disputeField,
  settled: z.nullable(z.object(money)),
  campaign: z.nullable(campaign),
});
const part = z.discriminatedUnion('kind', [membership, payment]);
const counted = z.nullable(
  z.object({ campaign, month: z.string().check(z.regex(/^\d{4}-\d{2}$/)), amountMinor: amountField }),
);
const bookkeeping = z.object({ version, counted });

const counting = z.object({
  id: idField(parsePaymentId),
  customer: z._default(z.nullable(customer), null),
  ...money,
  status: payment.shape.status,
  confirmedAt: payment.shape.confirmedAt,
  returnedMinor: amountField,
  dispute: disputeField,
  settled: payment.shape.settled,
  campaign: payment.shape.campaign,
  counted,
});
/** Of a payment and of an anonymous payment, as far as a campaign counts it. */
export const countingFields: readonly string[] = Object.keys(counting.shape);
export const parseCountingRow = (row: unknown) => parseRow(counting, row, 'payment');

/** All that `parsePartRow` reads, for who must name what it reads. */
export const partFields: readonly string[] = [
  ...new Set([...Object.keys(membership.shape), ...Object.keys(payment.shape), ...Object.keys(bookkeeping.shape)]),
];

export const parseBookkeeping = (row: unknown) => parseRow(bookkeeping, row, 'part');

export function parsePartRow(row: unknown): Versioned & { readonly part: z.output<typeof part> } {
  return { ...parseBookkeeping(row), part: parseRow(part, row, 'part') };
}

/** The row that replaces the one that was read; its version is one higher even where nothing else changed. */
export function partRow(sync: PartSave) {
  return {
    ...partKey(sync.key),
    ...sync.part,
    version: sync.versioned.version + 1,
    counted: sync.counted,
    // Kept for whoever sums the rows per shard to heal a counter; the shard itself always follows from the id.
    ...(sync.counted === null ? {} : { shard: shardOf(sync.key.id) }),
  };
}
