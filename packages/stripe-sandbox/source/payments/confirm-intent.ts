// One attempt to take the money of an intent: by a card, which answers at once, or by a bank, which answers days later.
import { schedule } from '../world/agenda.ts';
import { record } from '../world/record.ts';
import { change } from '../world/rows.ts';
import type { Charge, PaymentIntent, PaymentMethod } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { newCharge } from './charge.ts';
import { declines, isBank } from './payment-method.ts';

const daySeconds = 86_400;

/** `forced` overrides what the card itself would do; a bank debit only ever begins here. */
export function confirmIntent(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  forced?: 'paid' | 'fails',
): PaymentIntent {
  if (isBank(method)) return beginBankDebit(world, intent, method);
  const fails = forced === undefined ? declines(method) : forced === 'fails';
  const charge = newCharge(world, intent, method, fails ? 'failed' : 'succeeded');
  return fails ? refused(world, intent, charge, method) : succeeded(world, intent, charge);
}

export function succeeded(world: World, intent: PaymentIntent, charge: Charge): PaymentIntent {
  const paid = change(world.paymentIntents, intent, {
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: charge.id,
    payment_method: charge.payment_method,
    last_payment_error: null,
    processing: null,
  });
  record(world, 'charge.succeeded', charge);
  record(world, 'payment_intent.succeeded', paid);
  schedule(world, 'settle-charge', charge.id, secondsNow(world) + world.settings.balanceDelaySeconds);
  return paid;
}

/** The intent is free again for another method; the failed charge stays as a record. */
export function refused(world: World, intent: PaymentIntent, charge: Charge, method: PaymentMethod): PaymentIntent {
  const open = change(world.paymentIntents, intent, {
    status: 'requires_payment_method',
    latest_charge: charge.id,
    payment_method: null,
    processing: null,
    last_payment_error: {
      advice_code: 'try_again_later',
      charge: charge.id,
      code: isBank(method) ? 'payment_intent_payment_attempt_failed' : 'card_declined',
      ...(isBank(method) ? {} : { decline_code: 'generic_decline' }),
      doc_url: 'https://docs.stripe.com/error-codes',
      message: charge.failure_message ?? 'The payment failed.',
      payment_method: method,
      type: isBank(method) ? 'invalid_request_error' : 'card_error',
    },
  });
  record(world, 'charge.failed', charge);
  record(world, 'payment_intent.payment_failed', open);
  return open;
}

function beginBankDebit(world: World, intent: PaymentIntent, method: PaymentMethod): PaymentIntent {
  const charge = newCharge(world, intent, method, 'pending');
  const processing = change(world.paymentIntents, intent, {
    status: 'processing',
    latest_charge: charge.id,
    payment_method: method.id,
    last_payment_error: null,
  });
  record(world, 'charge.pending', charge);
  record(world, 'payment_intent.processing', processing);
  schedule(world, 'decide-bank-debit', intent.id, secondsNow(world) + world.settings.bankDebitDays * daySeconds);
  return processing;
}
