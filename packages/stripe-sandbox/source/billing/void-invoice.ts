// Closing an invoice without money: void (a mistake) or uncollectible (given up, but may still be paid).
import { cancelIntent } from '../payments/payment-intent.ts';
import { record } from '../world/record.ts';
import { refuse } from '../world/refusal.ts';
import { change, find, known } from '../world/rows.ts';
import type { Invoice } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { markCanceled, paymentsOf } from './invoice-payment.ts';

export function voidInvoice(world: World, id: string): Invoice {
  const invoice = find(world.invoices, id, 'invoice');
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible')
    refuse("You can only pass in open or uncollectible invoices. This invoice isn't open.", {
      code: 'invoice_not_editable',
    });
  const voided = change(world.invoices, invoice, {
    amount_remaining: 0,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'void',
    status_transitions: { ...invoice.status_transitions, voided_at: secondsNow(world) },
  });
  record(world, 'invoice.updated', voided, invoice);
  record(world, 'invoice.voided', voided);
  for (const payment of paymentsOf(world, id)) {
    if (payment.status !== 'open') continue;
    markCanceled(world, payment);
    cancelIntent(world, known(world.paymentIntents, payment.payment.payment_intent), 'void_invoice');
  }
  return voided;
}

export function markUncollectible(
  world: World,
  id: string,
  reason: 'user_forgiven' | 'subscription_paused' = 'user_forgiven',
): Invoice {
  const invoice = find(world.invoices, id, 'invoice');
  if (invoice.status !== 'open')
    refuse('You can only mark open invoices as uncollectible.', { code: 'invoice_not_editable' });
  const given = change(world.invoices, invoice, {
    auto_advance: false,
    next_payment_attempt: null,
    status: 'uncollectible',
    status_details: { uncollectible: { reason } },
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: secondsNow(world) },
  });
  record(world, 'invoice.updated', given, invoice);
  record(world, 'invoice.marked_uncollectible', given);
  return given;
}
