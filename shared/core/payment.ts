// Money that moved for a gift or for one period of a membership, with what happened to it later. It is replaced whole
// by what Stripe says, never added to, so repetition and order of events do not matter.
import type { CampaignId, CustomerId, MembershipId, PaymentId } from './ids.ts';
import type { Money } from './money.ts';
import type { Instant } from './time.ts';

export interface Payment extends Money {
  readonly kind: 'payment';
  readonly id: PaymentId;
  readonly customer: CustomerId;
  readonly purpose: GiftPurpose | PeriodPurpose;
  readonly status: 'pending' | 'confirmed' | 'failed';
  /** When the money was confirmed; null before. */
  readonly confirmedAt: Instant | null;
  /** Only of a gift that is not confirmed: the day on which it was begun. */
  readonly begunOn?: Instant | undefined;
  /** Returned to the payer, refunds that failed later not among it. */
  readonly returnedMinor: number;
  readonly dispute: Dispute | null;
  /** What reached the newsroom's balance before fees, in its settlement currency; null until Stripe says so. */
  readonly settled: Money | null;
  readonly campaign: CampaignId | null;
}
export interface GiftPurpose {
  readonly kind: 'gift';
}
export interface PeriodPurpose {
  readonly kind: 'period';
  readonly membership: MembershipId;
  readonly frequency: 'monthly' | 'annual';
  /** The end of the period this payment pays for. */
  readonly periodEnd: Instant;
  /**
   * Only where credit paid for it, or a part of it: the end of the period whose unused time became that credit, 0 where
   * Stripe does not say which. It counts where money once paid for that one.
   */
  readonly creditedThrough?: Instant | undefined;
}
export interface Dispute {
  /** The worst of several. */
  readonly outcome: 'open' | 'lost' | 'won';
  /** Money that is not there now, held back or lost; an inquiry holds none. */
  readonly withdrawnMinor: number;
  /** What of it is lost for good: beside a lost dispute another may still be open. */
  readonly lostMinor: number;
}

/**
 * What is left of a payment. Totals count withdrawn money as gone; standing counts it as there until it is lost, because
 * a bank's question is not yet an answer.
 */
export function netMinor(
  payment: Pick<Payment, 'status' | 'amountMinor' | 'returnedMinor' | 'dispute'>,
  reckoning: 'withdrawn-is-gone' | 'withdrawn-until-lost',
): number {
  if (payment.status !== 'confirmed') return 0;
  const { dispute } = payment;
  const goneMinor = reckoning === 'withdrawn-is-gone' ? dispute?.withdrawnMinor : dispute?.lostMinor;
  return Math.max(0, payment.amountMinor - payment.returnedMinor - (goneMinor ?? 0));
}
