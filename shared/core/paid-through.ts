// Until when a membership's money reaches, and what became of the money that is due after it. Only confirmed money that
// stayed counts: Stripe's own period end has already moved at a failed renewal.
import type { Membership } from './membership.ts';
import { minimumOf } from './offer.ts';
import { netMinor, type Payment, type PeriodPurpose } from './payment.ts';
import type { DueMoney, StandingPolicy } from './standing-policy.ts';
import type { Instant } from './time.ts';

export interface PeriodPayment extends Payment {
  readonly purpose: PeriodPurpose;
}
const isOfPeriod = (payment: Payment): payment is PeriodPayment => payment.purpose.kind === 'period';

/** Of one membership; what credit paid for that no money ever bought is not among them. */
export const periodsOf = (payments: readonly Payment[], membership: Membership['id']): readonly PeriodPayment[] =>
  boughtPeriods(payments).filter((each) => each.purpose.membership === membership);

/**
 * Credit is not payment: Stripe also credits the unused time of a period whose invoice nobody paid. A period that credit
 * paid for stands only behind a confirmed one that reaches as far as the credited time, and so back to money.
 */
export function boughtPeriods(payments: readonly Payment[]): readonly PeriodPayment[] {
  const periods = payments.filter(isOfPeriod);
  let bought = periods.filter(({ purpose }) => purpose.creditedThrough === undefined);
  for (;;) {
    const isBought = ({ purpose: { creditedThrough } }: PeriodPayment): boolean =>
      creditedThrough !== undefined &&
      bought.some(({ status, purpose }) => status === 'confirmed' && purpose.periodEnd >= creditedThrough);
    const more = periods.filter((each) => !bought.includes(each) && isBought(each));
    if (more.length === 0) return bought;
    bought = [...bought, ...more];
  }
}

/** The latest end among the periods whose money came and stayed; null before the first. */
export function paidThroughOf(periods: readonly PeriodPayment[], policy: StandingPolicy): Instant | null {
  const ends = periods.filter((each) => isPaid(each, policy)).map((each) => each.purpose.periodEnd);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** Of the newest period after the last paid one. Where several attempts were made for it, the one with the best result counts. */
export function dueMoneyOf(periods: readonly PeriodPayment[], paidThrough: Instant): DueMoney {
  const later = periods.filter((each) => each.purpose.periodEnd > paidThrough);
  const newest = Math.max(...later.map((each) => each.purpose.periodEnd));
  const due = later.filter((each) => each.purpose.periodEnd === newest).map(dueMoneyIn);
  return mostHopeful.find((each) => due.includes(each)) ?? 'missing';
}
const mostHopeful = ['pending', 'failed', 'returned'] as const;

// Confirmed, and yet its period is not paid: then it went back.
const dueMoneyIn = ({ status }: Payment): DueMoney => (status === 'confirmed' ? 'returned' : status);

/** A payment partly returned counts while what is left is at least what the offer would have taken. */
export function isPaid(payment: Payment, policy: StandingPolicy): boolean {
  if (payment.status !== 'confirmed') return false;
  // Paid from credit that money had bought.
  if (payment.amountMinor === 0) return payment.purpose.kind === 'period';
  const frequency = payment.purpose.kind === 'gift' ? 'once' : payment.purpose.frequency;
  const least = minimumOf(policy.offer, frequency, payment.currency);
  const reckoning = policy.openDispute === 'paid' ? 'withdrawn-until-lost' : 'withdrawn-is-gone';
  return netMinor(payment, reckoning) >= Math.min(least, payment.amountMinor);
}
