// The bank's answer to a debit, days after it began. The intent's checkout and its invoice learn of it here, because a
// bank debit has no payer at a page any more.
import { invoicePaymentFailed, invoicePaymentSucceeded } from '../billing/collect-invoice.ts';
import { openPaymentOf } from '../billing/invoice-payment.ts';
import { bankDebitDecided } from '../checkout/async-payment.ts';
import { refuse } from '../world/refusal.ts';
import { change, find, known } from '../world/rows.ts';
import type { PaymentIntent } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { methodOf } from './charge.ts';
import { refused, succeeded } from './confirm-intent.ts';

export function decideBankDebit(world: World, id: string, outcome: 'succeeded' | 'failed'): PaymentIntent {
  const intent = find(world.paymentIntents, id, 'payment_intent');
  if (intent.status !== 'processing')
    refuse(`This PaymentIntent is ${intent.status}; only one that is processing waits for a bank.`);
  const pending = known(world.charges, intent.latest_charge);
  const decided = outcome === 'succeeded' ? clear(world, intent, pending.id) : bounce(world, intent, pending.id);
  const payment = openPaymentOf(world, id);
  if (payment !== undefined && outcome === 'succeeded') invoicePaymentSucceeded(world, payment);
  bankDebitDecided(world, decided, outcome);
  if (payment !== undefined && outcome === 'failed')
    invoicePaymentFailed(world, known(world.invoices, payment.invoice));
  return decided;
}

/** The day on which the bank answers when nobody decided by hand. */
export function decideDueBankDebit(world: World, id: string, fails: boolean): void {
  if (known(world.paymentIntents, id).status === 'processing')
    decideBankDebit(world, id, fails ? 'failed' : 'succeeded');
}

function clear(world: World, intent: PaymentIntent, chargeId: string): PaymentIntent {
  const charge = change(world.charges, known(world.charges, chargeId), {
    status: 'succeeded',
    paid: true,
    amount_captured: intent.amount,
  });
  return succeeded(world, intent, charge);
}

function bounce(world: World, intent: PaymentIntent, chargeId: string): PaymentIntent {
  const charge = change(world.charges, known(world.charges, chargeId), {
    status: 'failed',
    paid: false,
    captured: false,
    failure_code: 'insufficient_funds',
    failure_message: "The customer's account has insufficient funds to cover this payment.",
  });
  return refused(world, intent, charge, methodOf(world, charge));
}
