// Refunds: whole or in parts, until the charge is used up. A refund may be pending, and one that succeeded may still fail
// days later, when the bank sends the money back.
import type { RefundCreate } from '../request/payment-parameters.ts';
import { mergeMetadata } from '../request/scalars.ts';
import { schedule } from '../world/agenda.ts';
import { mintId } from '../world/ids.ts';
import { record } from '../world/record.ts';
import { refuse } from '../world/refusal.ts';
import { add, change, find, known } from '../world/rows.ts';
import type { Charge, Refund } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { newBalanceTransaction } from './balance-transaction.ts';
import { methodOf } from './charge.ts';
import { isBank } from './payment-method.ts';

const daySeconds = 86_400;

export function createRefund(world: World, wanted: RefundCreate): Refund {
  const charge = chargeToRefund(world, wanted);
  const left = charge.amount - charge.amount_refunded;
  const amount = wanted.amount ?? left;
  checkRefundable(charge, amount, left);
  const byBank = isBank(methodOf(world, charge));
  const pending = world.settings.refunds === 'pending';
  const id = mintId(world, 're_3', 23);
  const transaction = newBalanceTransaction(world, {
    amount: -amount,
    currency: charge.currency,
    type: byBank ? 'payment_refund' : 'refund',
    category: 'refund',
    source: id,
    description: 'REFUND FOR CHARGE',
  });
  const refund = add<Refund>(world.refunds, {
    id,
    object: 'refund',
    amount,
    balance_transaction: transaction.id,
    charge: charge.id,
    created: secondsNow(world),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: byBank
      ? { type: 'us_bank_transfer', us_bank_transfer: { reference: null, reference_status: null } }
      : { type: 'card', card: { type: 'refund' } },
    metadata: mergeMetadata({}, wanted.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(pending ? { pending_reason: 'processing' as const } : {}),
    reason: wanted.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: pending ? 'pending' : 'succeeded',
    transfer_reversal: null,
  });
  record(world, 'refund.created', refund);
  const after = withRefunded(world, charge, charge.amount_refunded + amount);
  record(world, 'charge.refunded', after, charge);
  if (world.settings.refunds !== 'succeed')
    schedule(world, 'finish-refund', id, secondsNow(world) + world.settings.refundDays * daySeconds);
  return refund;
}

function chargeToRefund(world: World, wanted: RefundCreate): Charge {
  if (wanted.charge !== undefined) return find(world.charges, wanted.charge, 'charge', 'charge');
  if (wanted.payment_intent === undefined)
    return refuse('One of the following params should be provided for this request: payment_intent or charge.', {
      code: 'parameter_missing',
    });
  const intent = find(world.paymentIntents, wanted.payment_intent, 'payment_intent', 'payment_intent');
  const charge = world.charges.get(intent.latest_charge ?? '');
  return charge ?? refuse(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
}

function checkRefundable(charge: Charge, amount: number, left: number): void {
  if (charge.status !== 'succeeded')
    refuse(`Charge ${charge.id} has not succeeded and cannot be refunded.`, { code: 'charge_not_refundable' });
  if (charge.disputed)
    refuse(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: 'refund_disputed_payment' });
  if (left === 0) refuse(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  if (amount > left)
    refuse(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`, { param: 'amount' });
}

const withRefunded = (world: World, charge: Charge, amount: number): Charge =>
  change(world.charges, charge, { amount_refunded: amount, refunded: amount >= charge.amount });

/** The bank's last word; the account's money comes back with a transaction of its own when it failed. */
export function finishRefund(world: World, id: string, outcome: 'succeeded' | 'failed'): Refund {
  const before = find(world.refunds, id, 'refund');
  if (before.status === 'failed' || before.status === 'canceled') refuse(`This refund has ${before.status}.`);
  if (outcome === 'succeeded') return settleRefund(world, before);
  const charge = known(world.charges, before.charge);
  const returned = newBalanceTransaction(world, {
    amount: before.amount,
    currency: before.currency,
    type: 'refund_failure',
    category: 'refund_failure',
    source: before.id,
    description: 'REFUND FAILURE',
  });
  const { pending_reason: _over, ...rest } = before;
  const failed: Refund = {
    ...rest,
    failure_balance_transaction: returned.id,
    failure_reason: 'lost_or_stolen_card',
    status: 'failed',
  };
  world.refunds.set(id, failed);
  const after = withRefunded(world, charge, charge.amount_refunded - before.amount);
  record(world, 'refund.failed', failed);
  record(world, 'refund.updated', failed, before);
  record(world, 'charge.refund.updated', failed, before);
  record(world, 'charge.updated', after, charge);
  return failed;
}

function settleRefund(world: World, before: Refund): Refund {
  if (before.status !== 'pending') return before;
  const { pending_reason: _over, ...rest } = before;
  const done: Refund = { ...rest, status: 'succeeded' };
  world.refunds.set(before.id, done);
  record(world, 'refund.updated', done, before);
  record(world, 'charge.refund.updated', done, before);
  return done;
}

/** What the account's settings had in store for this refund. */
export function finishDueRefund(world: World, id: string): void {
  const { status } = known(world.refunds, id);
  if (status === 'pending') finishRefund(world, id, 'succeeded');
  else if (status === 'succeeded' && world.settings.refunds === 'fail-later') finishRefund(world, id, 'failed');
}
