// Which of Stripe's events we follow, and which part each is about: the one table that the webhook function, the deploy and
// the docs read. `invoice.created` is never among them: Stripe waits with a renewal for the answer to it.
import type { SyncRequest } from '../../core/sync-request.ts';

export interface EventType {
  readonly part: SyncRequest['part'];
  /** Where the event's object names what to sync: the first of these fields that holds an id. */
  readonly named: readonly string[];
}
const checkout: EventType = { part: 'checkout', named: ['id'] };
const membership: EventType = { part: 'membership', named: ['id'] };
const payment: EventType = { part: 'payment', named: ['id'] };
/** Charges, refunds and disputes belong to the payment whose intent or charge they name. */
const ofPayment: EventType = { part: 'payment', named: ['payment_intent', 'charge', 'id'] };

export const eventTypes: Readonly<Record<string, EventType>> = {
  'checkout.session.completed': checkout,
  'checkout.session.async_payment_succeeded': checkout,
  'checkout.session.async_payment_failed': checkout,
  'checkout.session.expired': checkout,
  'customer.subscription.created': membership,
  'customer.subscription.updated': membership,
  'customer.subscription.deleted': membership,
  'customer.subscription.paused': membership,
  'customer.subscription.resumed': membership,
  'invoice.paid': payment,
  'invoice.payment_failed': payment,
  'invoice.voided': payment,
  'invoice.marked_uncollectible': payment,
  'invoice_payment.paid': { part: 'payment', named: ['payment.payment_intent', 'invoice'] },
  'payment_intent.succeeded': payment,
  'payment_intent.processing': payment,
  'payment_intent.payment_failed': payment,
  'payment_intent.canceled': payment,
  'customer.deleted': { part: 'customer', named: ['id'] },
  'charge.updated': ofPayment,
  'radar.early_fraud_warning.created': ofPayment,
  'refund.created': ofPayment,
  'refund.updated': ofPayment,
  'refund.failed': ofPayment,
  'charge.dispute.created': ofPayment,
  'charge.dispute.updated': ofPayment,
  'charge.dispute.closed': ofPayment,
  'charge.dispute.funds_withdrawn': ofPayment,
  'charge.dispute.funds_reinstated': ofPayment,
};

/** The version every request and the webhook endpoint are pinned to; `stripe` 23.1.0 sends the same. */
export const stripeApiVersion = '2026-10-28.endive';
