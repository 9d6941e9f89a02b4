// A reminder as the table stores it, and the attributes that each step writes and removes. A pending one holds
// a sealed address; a settled one only hashes and instants. `never` outlives them all, so its row has no end.
import * as z from 'zod/mini';
import { parseHash, parseReminderId } from '../../core/ids.ts';
import { parseCurrency } from '../../core/money.ts';
import { frequencies } from '../../core/offer.ts';
import { endOfSettled, lateAfter } from '../../core/reminder.ts';
import { parseSealed } from '../../core/sealed.ts';
import { spreadOver } from '../../core/spread.ts';
import { commonBoundary, day, type Instant } from '../../core/time.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import type { LeasedReminder, Reminder } from '../../ports/reminder-store.ts';
import { amountField, idField, instantField, parseRow } from './row-fields.ts';
import { duePartition, dueShards, timeToLive } from './table.ts';

const hash = idField(parseHash);
const id = idField(parseReminderId);
const leasedRow = z.object({
  id,
  pepper: z.string(),
  hash,
  sealed: idField(parseSealed),
  dueAt: instantField,
  contribution: z.object({
    frequency: z.nullable(z.enum(frequencies)),
    amountMinor: z.nullable(amountField),
    currency: z.nullable(idField(parseCurrency)),
  }),
  locale: z.nullable(z.string()),
  lease: z.string(),
  messages: z.optional(z.array(instantField)),
  tries: z.int(),
});
export function parseLeasedRow(row: unknown): LeasedReminder {
  const { pepper, hash: addressHash, messages = [], ...rest } = parseRow(leasedRow, row, 'reminder');
  return { ...rest, messages, address: { pepper, hash: addressHash } };
}

const leftRow = z.object({ id, pepper: z.string(), hash, state: z.string(), wakeAt: instantField, lease: z.string() });
/** A leased row, as far as it takes to settle it. */
export function parseLeftRow(row: unknown) {
  const { pepper, hash: addressHash, ...rest } = parseRow(leftRow, row, 'reminder');
  return { ...rest, address: { pepper, hash: addressHash } };
}

const suppressionRow = z.object({ never: z.optional(instantField), suppressedUntil: z.optional(instantField) });
/** Whether the row of an address says never again, or a bounce or complaint suppresses it at `now`. */
export function isSuppressedRow(row: unknown, now: Instant): boolean {
  const { never, suppressedUntil = 0 } = parseRow(suppressionRow, row, 'reminder');
  return never !== undefined || suppressedUntil > now;
}

const stateRow = z.object({ state: z.optional(z.string()) });
/** Whether its last reminder is not settled yet. */
export const isPendingRow = (row: unknown): boolean =>
  ['due', 'leased', 'sending'].includes(parseRow(stateRow, row, 'reminder').state ?? '');

const capabilityRow = z.object({
  pepper: z.string(),
  hash,
  /** The one reminder it cancels; null for a message's, which acts for its address. */
  reminder: z.nullable(id),
  forgetAt: instantField,
});
export const parseCapabilityRow = (row: unknown) => parseRow(capabilityRow, row, 'capability');

export const nameFields = ({ pepper, hash: addressHash }: EmailHash) => ({ pepper, hash: addressHash });

/** What a new reminder writes into its address's row, whatever was there; the messages of the year stay. */
export function pendingFields({ id: reminder, address, sealed, dueAt, contribution, locale }: Reminder) {
  const forgetAt = endOfPending(dueAt);
  return {
    ...nameFields(address),
    id: reminder,
    sealed,
    dueAt,
    contribution,
    locale,
    tries: 0,
    state: 'due',
    due: duePartition(spreadOver(reminder, dueShards)),
    wakeAt: dueAt,
    forgetAt,
    ttl: timeToLive(forgetAt),
  };
}
/** A sealed address never stays longer, also where no sweep comes to settle it. */
export const endOfPending = (dueAt: Instant): Instant => commonBoundary(dueAt, lateAfter / day + 1);

/** The attributes that a reminder loses when it is settled. */
export const pendingOnly = [
  'sealed',
  'dueAt',
  'contribution',
  'locale',
  'tries',
  'lease',
  'isCancelled',
  'due',
  'wakeAt',
];

export function endFields(now: Instant) {
  const forgetAt = endOfSettled(now);
  return { forgetAt, ttl: timeToLive(forgetAt) };
}
