// What a payment was for, from our own marker at Stripe: a gift has it on its charge, a payment of a membership on its invoice. What
// another app took on the same account is named so. Nothing about the payer is read.
import type Stripe from 'stripe';
import * as z from 'zod/mini';
import { expands } from '../../shared/adapters/stripe/expands.ts';
import { isMarkedBy } from '../../shared/adapters/stripe/marker.ts';
import { parseCampaignId, parseSource } from '../../shared/core/ids.ts';
import type { Installation } from '../../shared/core/installation.ts';

export interface Purpose {
  readonly kind: 'gift' | 'membership' | 'other app' | 'stripe' | 'payout' | 'returned payout' | 'not listed';
  readonly campaign: string;
  readonly source: string;
}
export const purpose = (kind: Purpose['kind']): Purpose => ({ kind, campaign: '', source: '' });

export interface AccountAccess {
  readonly stripe: Stripe;
  readonly installation: Installation;
}
const metadata = z.nullish(z.record(z.string(), z.string()));
type Metadata = z.infer<typeof metadata>;
export const chargeIn = z.object({
  id: z.string(),
  created: z.int(),
  payment_intent: z.nullish(z.string()),
  metadata,
});
export type ChargeOfPayout = z.infer<typeof chargeIn>;
const linkIn = z.object({
  payment: z.object({ payment_intent: z.optional(z.string()) }),
  invoice: z.object({
    parent: z.nullish(z.object({ subscription_details: z.nullish(z.object({ metadata })) })),
  }),
});

/** Of each charge by its id. */
export async function purposesOf(
  access: AccountAccess,
  charges: readonly ChargeOfPayout[],
): Promise<ReadonlyMap<string, Purpose>> {
  const { installation } = access;
  const unmarked = charges.filter((each) => !isMarkedBy(installation, each.metadata));
  const memberships = await membershipsOf(access, unmarked);
  return new Map(
    charges.map((each) => [
      each.id,
      isMarkedBy(installation, each.metadata)
        ? marked('gift', each.metadata)
        : (memberships.get(each.payment_intent ?? '') ?? purpose('other app')),
    ]),
  );
}

/** A word that no page of ours could have sent is not printed: somebody wrote it into Stripe by hand. */
const marked = (kind: 'gift' | 'membership', metadata: Metadata): Purpose => ({
  kind,
  campaign: wordOf(metadata?.['mainstay_campaign'], parseCampaignId),
  source: wordOf(metadata?.['mainstay_source'], parseSource),
});
const wordOf = (text: string | undefined, parse: (text: string) => string | null): string =>
  text === undefined ? '' : (parse(text) ?? 'unreadable');

const pageSize = 100;
const hourSeconds = 3600;
/** Fewer are asked for one by one. */
const fewCharges = 5;

/** By intent. Most are paid within the hour of their invoice's link, so one list has them; a retried one is asked for alone. */
async function membershipsOf(
  { stripe, installation }: AccountAccess,
  charges: readonly ChargeOfPayout[],
): Promise<ReadonlyMap<string, Purpose>> {
  const open = new Set(charges.flatMap(({ payment_intent: intent }) => intent ?? []));
  const found = new Map<string, Purpose>();
  const take = (link: z.infer<typeof linkIn>): void => {
    const intent = link.payment.payment_intent ?? '';
    const { metadata: ours } = link.invoice.parent?.subscription_details ?? {};
    if (open.delete(intent) && isMarkedBy(installation, ours)) found.set(intent, marked('membership', ours));
  };
  const list = (params: Stripe.InvoicePaymentListParams) =>
    stripe.invoicePayments.list({ limit: pageSize, expand: expands.invoicesOfIntent, ...params });
  if (open.size > fewCharges) {
    const times = charges.map(({ created }) => created);
    const created = { gte: Math.min(...times) - hourSeconds, lte: Math.max(...times) + hourSeconds };
    for await (const each of list({ created, status: 'paid' })) take(linkIn.parse(each));
  }
  for (const intent of [...open]) {
    const payment = { type: 'payment_intent' as const, payment_intent: intent };
    for await (const each of list({ payment })) take(linkIn.parse(each));
  }
  return found;
}
