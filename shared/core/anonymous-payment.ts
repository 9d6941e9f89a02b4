// A payment that belongs to nobody any more: what the totals need of it, and nothing that leads to a person. A late refund
// still changes it.
import type { PaymentId } from './ids.ts';
import type { Frequency } from './offer.ts';
import type { Payment } from './payment.ts';

export interface AnonymousPayment extends Omit<Payment, 'kind' | 'customer' | 'purpose' | 'begunOn'> {
  readonly kind: 'anonymous-payment';
  readonly id: PaymentId;
  readonly frequency: Frequency;
}

export function anonymised(payment: Payment): AnonymousPayment {
  const { customer: _customer, purpose, kind: _kind, begunOn: _begunOn, ...rest } = payment;
  return { ...rest, kind: 'anonymous-payment', frequency: purpose.kind === 'gift' ? 'once' : purpose.frequency };
}
