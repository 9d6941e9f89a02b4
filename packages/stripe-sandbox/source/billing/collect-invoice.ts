// Collecting an open invoice: one attempt with the membership's payment method, and what follows from its outcome.
import { confirmIntent } from '../payments/confirm-intent.ts';
import { record } from '../world/record.ts';
import { change, known } from '../world/rows.ts';
import type { Invoice, InvoicePayment, PaymentMethod, Subscription } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { planNextAttempt } from './dunning.ts';
import { subscriptionOf, updateInvoice } from './invoice.ts';
import { markPaid, paymentsOf } from './invoice-payment.ts';
import { becomePaid } from './pay-invoice.ts';

/** `asked` is a method named by the caller, instead of the membership's own. */
export function collectInvoice(world: World, invoice: Invoice, requested?: PaymentMethod): Invoice {
  const payment = paymentsOf(world, invoice.id).find(({ status }) => status === 'open');
  const intent = world.paymentIntents.get(payment?.payment.payment_intent ?? '');
  // A bank that is still thinking must not be asked twice.
  if (payment === undefined || intent === undefined || intent.status === 'processing') return invoice;
  const subscription = world.subscriptions.get(subscriptionOf(invoice) ?? '');
  const method = requested ?? methodFor(world, subscription, invoice);
  const attempted = change(world.invoices, invoice, { attempted: true, attempt_count: invoice.attempt_count + 1 });
  if (method === undefined) return invoicePaymentFailed(world, attempted);
  const forced = requested === undefined ? world.renewalOutcomes.get(subscription?.id ?? '') : undefined;
  const confirmed = confirmIntent(world, intent, method, forced);
  if (confirmed.status === 'succeeded') return invoicePaymentSucceeded(world, payment);
  if (confirmed.status === 'processing') return updateInvoice(world, attempted, { next_payment_attempt: null });
  return invoicePaymentFailed(world, attempted);
}

export function invoicePaymentSucceeded(world: World, payment: InvoicePayment): Invoice {
  const invoice = becomePaid(world, known(world.invoices, payment.invoice), payment.amount_requested);
  markPaid(world, payment);
  return invoice;
}

export function invoicePaymentFailed(world: World, invoice: Invoice): Invoice {
  const planned = planNextAttempt(world, invoice);
  record(world, 'invoice.updated', planned.invoice, invoice);
  record(world, 'invoice.payment_failed', planned.invoice);
  planned.consequence();
  return planned.invoice;
}

function methodFor(world: World, subscription: Subscription | undefined, invoice: Invoice): PaymentMethod | undefined {
  const customer = world.customers.get(invoice.customer ?? '');
  const id = subscription?.default_payment_method ?? customer?.invoice_settings.default_payment_method;
  const method = world.paymentMethods.get(id ?? '');
  // A detached method cannot be charged.
  return method?.customer === null ? undefined : method;
}
