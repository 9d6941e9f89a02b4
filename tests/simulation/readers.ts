// What people and banks do at Stripe in a simulated world: pay, change, dispute, get refunds, let a card
// expire. Other apps on the same account also take money, which is not ours. Each step happens at once, as at Stripe.
import { cancelSubscription } from '../../packages/stripe-sandbox/source/billing/cancel-subscription.ts';
import { pauseSubscription } from '../../packages/stripe-sandbox/source/billing/pause-subscription.ts';
import { payInvoice } from '../../packages/stripe-sandbox/source/billing/pay-now.ts';
import { resumeSubscription } from '../../packages/stripe-sandbox/source/billing/resume-subscription.ts';
import { updateSubscription } from '../../packages/stripe-sandbox/source/billing/update-subscription.ts';
import { createSession } from '../../packages/stripe-sandbox/source/checkout/create-session.ts';
import { payCheckout } from '../../packages/stripe-sandbox/source/checkout/pay-checkout.ts';
import { deleteCustomer, updateCustomer } from '../../packages/stripe-sandbox/source/customers/customer.ts';
import { decideBankDebit } from '../../packages/stripe-sandbox/source/payments/bank-debit.ts';
import { decideDispute, openDispute, warnOfFraud } from '../../packages/stripe-sandbox/source/payments/dispute.ts';
import { createRefund, finishRefund } from '../../packages/stripe-sandbox/source/payments/refund.ts';
import { refusalIn } from '../../packages/stripe-sandbox/source/world/refusal.ts';
import type { World } from '../../packages/stripe-sandbox/source/world/world.ts';
import type { Dice } from './dice.ts';

type Action = (world: World, dice: Dice) => void;
const idsOf = <T extends { readonly id: string }>(table: ReadonlyMap<string, T>, suits: (row: T) => boolean) =>
  [...table.values()].filter(suits).map((row) => row.id);

export const often = <T>(weight: number, what: T): readonly T[] => Array.from({ length: weight }, () => what);
const steps: readonly Action[] = [
  ...often(6, payOpenCheckout),
  ...often(2, strangerPays),
  ...often(3, decideDebit),
  // There and back, because only a state that returns to its former value can hide a lost update.
  ...often(6, toggleCancel),
  ...often(1, cancelAtOnce),
  ...often(2, changeAmount),
  ...often(3, renewalsGo),
  ...often(4, refund),
  ...often(2, refundEnds),
  ...often(2, dispute),
  ...often(3, disputeEnds),
  ...often(2, credit),
  ...often(3, payOutside),
  ...often(2, grant),
  ...often(2, pause),
  ...often(2, resume),
  ...often(2, pauseCollection),
  warn,
  leave,
];

/** A world of one reader who changes often, so that everybody works on the same few parts. */
const backAndForth: readonly Action[] = [...often(14, toggleCancel), changeAmount, refund, refundEnds];

/** One random step. What Stripe refuses (a second refund, a cancel of what has ended) did not happen. */
export function somebodyActs(world: World, dice: Dice, isNarrow: boolean): void {
  const isUndecided = isNarrow && world.subscriptions.size > 0;
  const action = (isNarrow && !isUndecided ? null : dice.pick(isUndecided ? backAndForth : steps)) ?? payOpenCheckout;
  try {
    action(world, dice);
  } catch (error) {
    if (refusalIn(error) === undefined) throw error;
  }
}

function payOpenCheckout(world: World, dice: Dice): void {
  const session = dice.pick(idsOf(world.sessions, (row) => row.status === 'open'));
  if (session === undefined) return;
  const method = dice.pick(['card', 'card', 'card', 'declined', 'bank_debit'] as const) ?? 'card';
  payCheckout(world, session, { method, email: `reader${dice.below(5)}@example.org` });
}

function strangerPays(world: World, dice: Dice): void {
  const recurring = dice.happens(0.5) ? { recurring: { interval: 'month' as const } } : {};
  const price = { currency: 'usd', unit_amount: 900, product_data: { name: 'Another shop' }, ...recurring };
  const mode = 'recurring' in recurring ? ('subscription' as const) : ('payment' as const);
  const { id } = createSession(world, {
    mode,
    success_url: 'https://shop.example',
    line_items: [{ quantity: 1, price_data: price }],
    ...(mode === 'payment' ? { customer_creation: 'always' } : {}),
  });
  payCheckout(world, id, { method: 'card', email: 'stranger@example.net' });
}

function decideDebit(world: World, dice: Dice): void {
  const intent = dice.pick(idsOf(world.paymentIntents, (row) => row.status === 'processing'));
  if (intent !== undefined) decideBankDebit(world, intent, dice.happens(0.7) ? 'succeeded' : 'failed');
}

/** Of any active subscription, or of the one that is named; returns whose. */
export function toggleCancel(world: World, dice: Dice, only?: string): { id: string; customer: string } | null {
  const id = only ?? dice.pick(idsOf(world.subscriptions, (row) => row.status === 'active'));
  const subscription = world.subscriptions.get(id ?? '');
  if (subscription?.status !== 'active' || typeof subscription.customer !== 'string') return null;
  updateSubscription(world, subscription.id, { cancel_at_period_end: !subscription.cancel_at_period_end });
  return { id: subscription.id, customer: subscription.customer };
}

function cancelAtOnce(world: World, dice: Dice): void {
  const id = dice.pick(idsOf(world.subscriptions, (row) => row.status !== 'canceled'));
  if (id !== undefined) cancelSubscription(world, id);
}

function changeAmount(world: World, dice: Dice): void {
  const id = dice.pick(idsOf(world.subscriptions, (row) => row.status === 'active'));
  const item = world.subscriptions.get(id ?? '')?.items.data[0];
  if (id === undefined || item === undefined || typeof item.price.product !== 'string') return;
  const { currency, product } = item.price;
  const price = { currency, product, recurring: { interval: 'month' as const } };
  updateSubscription(world, id, {
    items: [{ id: item.id, price_data: { ...price, unit_amount: 300 + dice.below(9) * 100 } }],
    proration_behavior: 'none',
  });
}

function renewalsGo(world: World, dice: Dice): void {
  const id = dice.pick(idsOf(world.subscriptions, (row) => row.status !== 'canceled'));
  if (id !== undefined) world.renewalOutcomes.set(id, dice.happens(0.5) ? 'fails' : 'paid');
}

function refund(world: World, dice: Dice): void {
  const id = dice.pick(idsOf(world.paymentIntents, (row) => row.status === 'succeeded'));
  const intent = world.paymentIntents.get(id ?? '');
  if (intent === undefined) return;
  world.settings = {
    ...world.settings,
    refunds: dice.pick(['succeed', 'pending', 'fail-later'] as const) ?? 'succeed',
  };
  const amount = dice.happens(0.5) ? {} : { amount: 1 + dice.below(intent.amount) };
  createRefund(world, { payment_intent: intent.id, ...amount });
}

function refundEnds(world: World, dice: Dice): void {
  const id = dice.pick(idsOf(world.refunds, (row) => row.status === 'pending'));
  if (id !== undefined) finishRefund(world, id, dice.happens(0.5) ? 'succeeded' : 'failed');
}

function dispute(world: World, dice: Dice): void {
  const paymentIntent = dice.pick(idsOf(world.paymentIntents, (row) => row.status === 'succeeded'));
  if (paymentIntent !== undefined) openDispute(world, { paymentIntent, inquiry: dice.happens(0.3) });
}

function disputeEnds(world: World, dice: Dice): void {
  const id = dice.pick(idsOf(world.disputes, (row) => !['won', 'lost', 'warning_closed'].includes(row.status)));
  const outcome = dice.pick(['won', 'lost', 'escalated', 'warning_closed'] as const) ?? 'won';
  if (id !== undefined) decideDispute(world, id, outcome);
}

/** A balance in the customer's favour: the next invoices are paid from it. */
function credit(world: World, dice: Dice): void {
  const id = dice.pick([...world.customers.keys()]);
  if (id !== undefined) updateCustomer(world, id, { balance: -500 * dice.below(9) });
}

function payOutside(world: World, dice: Dice): void {
  const id = dice.pick(idsOf(world.invoices, (row) => row.status === 'open' || row.status === 'uncollectible'));
  if (id !== undefined) payInvoice(world, id, { paid_out_of_band: true });
}

function grant(world: World, dice: Dice): void {
  const id = dice.pick([...world.subscriptions.keys()]);
  const lastDay = new Date(world.now + dice.below(60) * 86_400_000).toISOString().slice(0, 10);
  if (id !== undefined) updateSubscription(world, id, { metadata: { mainstay_grant: lastDay } });
}

function pause(world: World, dice: Dice): void {
  const id = dice.pick(idsOf(world.subscriptions, (row) => row.status === 'active'));
  const billFor = { unused_time_from: { type: 'none' as const } };
  if (id !== undefined) pauseSubscription(world, id, { type: 'subscription', bill_for: billFor });
}

/** Of the collection: it stays active, and its invoices are void until it ends by itself or somebody ends it. */
function pauseCollection(world: World, dice: Dice): void {
  const id = dice.pick(idsOf(world.subscriptions, (row) => row.status !== 'canceled'));
  if (id === undefined) return;
  const resumesAt = Math.floor(world.now / 1000) + (1 + dice.below(90)) * 86_400;
  const pause = { behavior: 'void' as const, ...(dice.happens(0.8) ? { resumes_at: resumesAt } : {}) };
  updateSubscription(world, id, { pause_collection: dice.happens(0.7) ? pause : null });
}

function resume(world: World, dice: Dice): void {
  const id = dice.pick(idsOf(world.subscriptions, (row) => row.status === 'paused'));
  const type = dice.happens(0.5) ? ('now' as const) : ('unchanged' as const);
  if (id !== undefined) resumeSubscription(world, id, { billing_cycle_anchor: { type }, proration_behavior: 'none' });
}

function warn(world: World, dice: Dice): void {
  const id = dice.pick(idsOf(world.paymentIntents, (row) => row.status === 'succeeded'));
  if (id !== undefined) warnOfFraud(world, id);
}

function leave(world: World, dice: Dice): void {
  const id = dice.pick([...world.customers.keys()]);
  if (id !== undefined) deleteCustomer(world, id);
}
