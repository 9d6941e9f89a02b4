// Paying or finalising an invoice on request, rather than on its schedule.

import { livingCustomer } from '../customers/customer.ts';
import { cancelIntent } from '../payments/payment-intent.ts';
import type { InvoicePay } from '../request/billing-parameters.ts';
import { fail, refuse } from '../world/refusal.ts';
import { find, known } from '../world/rows.ts';
import type { Invoice } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { collectInvoice } from './collect-invoice.ts';
import { finalizeInvoice } from './finalize-invoice.ts';
import { markCanceled, paymentsOf } from './invoice-payment.ts';
import { becomePaid } from './pay-invoice.ts';

export function payInvoice(world: World, id: string, wanted: InvoicePay = {}): Invoice {
  const named = find(world.invoices, id, 'invoice');
  if (named.status === 'paid') refuse('Invoice is already paid', { code: 'invoice_already_paid' });
  if (named.status === 'void') refuse('This invoice is void and can no longer be paid.');
  const invoice = named.status === 'draft' ? finalizeNow(world, id) : named;
  if (invoice.status === 'paid') return invoice;
  return wanted.paid_out_of_band === true ? payOutOfBand(world, invoice) : payByMethod(world, invoice, wanted);
}

export function finalizeNow(world: World, id: string): Invoice {
  const invoice = find(world.invoices, id, 'invoice');
  if (invoice.status !== 'draft')
    refuse("This invoice is already finalized, you can't re-finalize it.", { code: 'invoice_not_editable' });
  livingCustomer(world, invoice.customer ?? '');
  return finalizeInvoice(world, invoice);
}

function payByMethod(world: World, invoice: Invoice, wanted: InvoicePay): Invoice {
  const method = wanted.payment_method;
  const requested =
    method === undefined ? undefined : find(world.paymentMethods, method, 'PaymentMethod', 'payment_method');
  const after = collectInvoice(world, invoice, requested);
  if (after.status === 'paid' || isProcessing(world, after.id)) return after;
  return fail({
    status: 402,
    error: {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'generic_decline',
      message: 'Your card was declined.',
    },
  });
}

// The intent that was to pay it is not needed any more.
function payOutOfBand(world: World, invoice: Invoice): Invoice {
  for (const payment of paymentsOf(world, invoice.id)) {
    if (payment.status !== 'open') continue;
    markCanceled(world, payment);
    cancelIntent(world, known(world.paymentIntents, payment.payment.payment_intent), 'void_invoice');
  }
  return becomePaid(world, invoice, invoice.amount_due, invoice.amount_due);
}

const isProcessing = (world: World, invoice: string): boolean =>
  paymentsOf(world, invoice).some(
    ({ payment }) => world.paymentIntents.get(payment.payment_intent ?? '')?.status === 'processing',
  );
