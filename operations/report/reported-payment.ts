// A payment as the report reads it: an amount with its time and purpose, but no supporter. The membership id only groups the
// payments of one membership.
import type { AnonymousPayment } from '../../shared/core/anonymous-payment.ts';
import type { Currency } from '../../shared/core/money.ts';
import type { Frequency } from '../../shared/core/offer.ts';
import { netMinor, type Payment } from '../../shared/core/payment.ts';
import type { Instant } from '../../shared/core/time.ts';

export interface ReportedPayment {
  readonly frequency: Frequency;
  readonly currency: Currency;
  readonly grossMinor: number;
  /** Refunded, or held back by a bank. */
  readonly returnedMinor: number;
  readonly confirmedAt: Instant;
  /** Null for a one-time contribution, and if the membership is no longer known. */
  readonly period: { readonly membership: string; readonly end: Instant } | null;
}

/** Null if no money was received. */
export function reportedPayment(part: Payment | AnonymousPayment): ReportedPayment | null {
  if (part.status !== 'confirmed' || part.confirmedAt === null || part.amountMinor === 0) return null;
  const purpose = part.kind === 'payment' ? part.purpose : null;
  const paymentOrAnonymous = part.kind === 'anonymous-payment' ? part.frequency : 'once';
  return {
    frequency: purpose?.kind === 'period' ? purpose.frequency : paymentOrAnonymous,
    currency: part.currency,
    grossMinor: part.amountMinor,
    returnedMinor: part.amountMinor - netMinor(part, 'withdrawn-is-gone'),
    confirmedAt: part.confirmedAt,
    period: purpose?.kind === 'period' ? { membership: purpose.membership, end: purpose.periodEnd } : null,
  };
}
