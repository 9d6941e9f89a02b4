// How long readers see no banners: the newsroom's own table, status × money × days. What was paid for is honoured to
// its end whatever the table says; it only says how much longer, and an entry of 0 means not a day.
import type { MembershipStatus } from './membership.ts';
import type { Offer } from './offer.ts';

/**
 * What became of the money that is due once the last paid period is over: `missing` while no payment of it is known,
 * `pending` while it is on its way (a bank debit), `failed` when it was refused, `returned` when it came and went again.
 */
export const dueMoneys = ['missing', 'pending', 'failed', 'returned'] as const;
export type DueMoney = (typeof dueMoneys)[number];

export interface StandingTable {
  /** How long a gift hides banners from its giver, from its confirmation. */
  readonly giftDays: number;
  /** Money that a bank holds back and has not decided on is taken as `paid`, or as `returned` from the first day. */
  readonly openDispute: 'paid' | 'returned';
  /** Of a membership, after the end of what was paid for. One that is to end is `canceled` from when that is known. */
  readonly graceDays: Readonly<Record<MembershipStatus, Readonly<Record<DueMoney, number>>>>;
}
export interface StandingPolicy extends StandingTable {
  /** What is left of a payment counts while it is at least what the offer takes. */
  readonly offer: Offer;
}
