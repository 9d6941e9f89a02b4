// A payment as a report reads it: an amount with its time and its purpose. Whose it is has no place here; the membership
// is only a name by which payments of one are told from payments of another.
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
  /** Null for a gift, and where nobody can say any more. */
  readonly period: { readonly membership: string; readonly end: Instant } | null;
}

/** Null for money that never came. */
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
