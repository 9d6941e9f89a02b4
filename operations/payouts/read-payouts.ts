// Reads the payouts that reach the bank in a month, each with its lines. Stripe lists what is in a payout that it made by itself; one
// made by hand, and one that Stripe still reconciles, is one line that says so.
import * as z from 'zod/mini';
import { type Instant, secondsOf } from '../../shared/core/time.ts';
import { type AccountLine, netOf, nothing, openSheet } from './account-lines.ts';
import { type AccountAccess, purpose } from './purpose.ts';
import { readTransactions } from './read-transactions.ts';

const payoutIn = z.object({
  object: z.literal('payout'),
  id: z.string(),
  amount: z.int(),
  currency: z.string(),
  arrival_date: z.int(),
  automatic: z.boolean(),
  reconciliation_status: z.string(),
  status: z.string(),
});
export type PayoutIn = z.infer<typeof payoutIn>;

export interface BookedPayout {
  readonly payout: PayoutIn;
  readonly lines: readonly AccountLine[];
  /** Whether Stripe says what is in it. */
  readonly isListed: boolean;
  /** Whether the lines add up to what reached the bank, to the cent. */
  readonly isEqual: boolean;
}
export interface PayoutSelection {
  readonly from: Instant;
  readonly to: Instant;
  readonly isBySource: boolean;
}
const pageSize = 100;

export async function* readPayouts(
  access: AccountAccess,
  { from, to, isBySource }: PayoutSelection,
): AsyncIterable<BookedPayout> {
  const arrival = { gte: secondsOf(from), lt: secondsOf(to) };
  const payouts: PayoutIn[] = [];
  // A month has one a day for each balance: few, and the oldest comes first in the file.
  for await (const each of access.stripe.payouts.list({ arrival_date: arrival, limit: pageSize }))
    payouts.unshift(payoutIn.parse(each));
  for (const payout of payouts) yield await linesOfPayout(access, payout, isBySource);
}

async function linesOfPayout(access: AccountAccess, payout: PayoutIn, isBySource: boolean): Promise<BookedPayout> {
  const { id, amount, currency } = payout;
  const sheet = openSheet(isBySource);
  const isListed = payout.automatic && payout.reconciliation_status === 'completed';
  if (isListed) await readTransactions(access, { payout: id }, sheet);
  else sheet.add(currency, purpose('not listed'), { ...nothing, payouts: amount });
  // The bank kept nothing of it. Its payments stay on these lines; the money is in a later payout, on a line of its own.
  const isReturned = payout.status === 'failed' || payout.status === 'canceled';
  if (isReturned) sheet.add(currency, purpose('returned payout'), { ...nothing, payouts: -amount });
  const lines = sheet.lines();
  const sum = lines.reduce((all, line) => all + netOf(line), 0);
  const isOneCurrency = lines.every((line) => line.currency === currency);
  return { payout, lines, isListed, isEqual: isOneCurrency && sum === (isReturned ? 0 : amount) };
}
