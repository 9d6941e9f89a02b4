// Invoice payments: the only link between an invoice and the payment intent that pays it, in both directions.
import { mintId } from '../world/ids.ts';
import { record } from '../world/record.ts';
import { add, change } from '../world/rows.ts';
import type { Invoice, InvoicePayment, PaymentIntent } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';

export function newInvoicePayment(world: World, invoice: Invoice, intent: PaymentIntent): InvoicePayment {
  return add<InvoicePayment>(world.invoicePayments, {
    id: mintId(world, 'inpay_1', 23),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: secondsNow(world),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  });
}

export function markPaid(world: World, payment: InvoicePayment): InvoicePayment {
  const paid = change(world.invoicePayments, payment, {
    amount_paid: payment.amount_requested,
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: secondsNow(world) },
  });
  record(world, 'invoice_payment.paid', paid);
  return paid;
}

export const markCanceled = (world: World, payment: InvoicePayment): InvoicePayment =>
  change(world.invoicePayments, payment, {
    status: 'canceled',
    status_transitions: { canceled_at: secondsNow(world), paid_at: null },
  });

/** Stripe shows what pays an invoice a moment after it was paid. */
export const isLinked = (world: World, { created }: InvoicePayment): boolean =>
  secondsNow(world) - created >= world.settings.linkDelaySeconds;

export const paymentsOf = (world: World, invoice: string): InvoicePayment[] =>
  [...world.invoicePayments.values()].filter((payment) => payment.invoice === invoice);

export const openPaymentOf = (world: World, intent: string): InvoicePayment | undefined =>
  [...world.invoicePayments.values()].find(
    (payment) => payment.payment.payment_intent === intent && payment.status === 'open',
  );
