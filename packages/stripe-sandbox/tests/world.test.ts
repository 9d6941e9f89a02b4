// The imagined account without HTTP and SDK, as a simulation uses it, and its life on disk.
import { describe, expect, test } from 'vitest';
import { createProduct } from '../source/catalog/product.ts';
import { createSession } from '../source/checkout/create-session.ts';
import { payCheckout } from '../source/checkout/pay-checkout.ts';
import { decideBankDebit } from '../source/payments/bank-debit.ts';
import { createRefund } from '../source/payments/refund.ts';
import { advanceTo } from '../source/world/advance.ts';
import { listInvoices } from '../source/world/list.ts';
import { differences } from '../source/world/record.ts';
import { refusalIn } from '../source/world/refusal.ts';
import { retrieveSubscription } from '../source/world/retrieve.ts';
import { restoreWorld, snapshotWorld } from '../source/world/snapshot.ts';
import { createWorld, type World } from '../source/world/world.ts';
import { newMember, openGift, paid, type Stage, setStage } from './stage.ts';

const dayMilliseconds = 86_400_000;
const start = Date.UTC(2027, 2, 10);

function member(world: World, method: 'card' | 'bank_debit' = 'card') {
  const product = createProduct(world, { name: 'Membership' });
  const { id } = createSession(world, {
    mode: 'subscription',
    success_url: 'http://site.test/',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'usd', unit_amount: 500, product: product.id, recurring: { interval: 'month' } },
      },
    ],
  });
  const { session } = payCheckout(world, id, { method, email: 'reader@example.com' });
  return { session, subscription: retrieveSubscription(world, String(session.subscription)) };
}

test('a year of a membership needs no request and no pending call', () => {
  const world = createWorld({ seed: 1, now: start });
  const { subscription } = member(world);
  advanceTo(world, start + 365 * dayMilliseconds);
  expect(listInvoices(world, { subscription: subscription.id, status: 'paid' })).toHaveLength(12);
});

test('what cannot be done is thrown as a refusal with Stripe’s code', () => {
  const world = createWorld({ seed: 1, now: start });
  let thrown: unknown;
  try {
    retrieveSubscription(world, 'sub_none');
  } catch (error) {
    thrown = error;
  }
  expect(refusalIn(thrown)).toMatchObject({ status: 404, error: { code: 'resource_missing' } });
  expect(refusalIn(new Error('a fault of our own'))).toBeUndefined();
});

test('a row that was handed out never changes afterwards', () => {
  const world = createWorld({ seed: 1, now: start });
  const { session, subscription } = member(world, 'bank_debit');
  const saved = JSON.stringify([session, subscription, ...world.events.values()]);
  const events = [...world.events.values()];
  const [intent] = [...world.paymentIntents.keys()];
  decideBankDebit(world, String(intent), 'succeeded');
  createRefund(world, { payment_intent: String(intent), amount: 100 });
  advanceTo(world, start + 90 * dayMilliseconds);
  expect(JSON.stringify([session, subscription, ...events])).toBe(saved);
});

test('no event is older than the one before it', () => {
  const world = createWorld({ seed: 1, now: start });
  member(world);
  member(world, 'bank_debit');
  advanceTo(world, start + 200 * dayMilliseconds);
  const created = [...world.events.values()].map((event) => event.created);
  expect(created).toEqual([...created].sort((one, other) => one - other));
});

test('previous attributes are the old values of what changed, and only those', () => {
  const before = { id: 'x', a: 1, b: { c: 1, d: 2 }, list: { data: [1] }, gone: true, same: [1] };
  const after = { id: 'x', a: 2, b: { c: 1, d: 3 }, list: { data: [2] }, fresh: 1, same: [1] };
  expect(differences(before, after)).toEqual({ a: 1, b: { d: 2 }, list: { data: [1] }, gone: true, fresh: null });
});

describe('a snapshot', () => {
  test('goes through JSON and back without a change, in the middle of everything', async () => {
    const stage = setStage();
    await busy(stage);
    const saved = JSON.stringify(stage.sandbox.snapshot());
    const other = setStage({ seed: 99 });
    other.sandbox.restore(JSON.parse(saved));
    expect(JSON.stringify(other.sandbox.snapshot())).toBe(saved);
  });

  test('lives on exactly as the original would have', () => {
    const world = createWorld({ seed: 5, now: start });
    member(world);
    member(world, 'bank_debit');
    const twin = restoreWorld(JSON.parse(JSON.stringify(snapshotWorld(world))));
    for (const one of [world, twin]) advanceTo(one, start + 100 * dayMilliseconds);
    member(world);
    member(twin);
    expect(JSON.stringify(snapshotWorld(twin))).toBe(JSON.stringify(snapshotWorld(world)));
  });

  test('remembers keys, pending deliveries and ordered faults', async () => {
    const stage = setStage();
    stage.answer = () => 500;
    const { id } = await stage.stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'one' });
    await stage.sandbox.tick();
    await stage.command('/faults', { status: 500, path: '/v1/refunds' });
    const other = setStage();
    other.sandbox.restore(JSON.parse(JSON.stringify(stage.sandbox.snapshot())));
    expect((await other.stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'one' })).id).toBe(id);
    await other.seconds(300);
    expect(other.received.map(({ type }) => type)).toEqual(['customer.created']);
    await expect(other.stripe.refunds.list()).rejects.toMatchObject({ statusCode: 500 });
  });
});

async function busy(stage: Stage): Promise<void> {
  await stage.command('/deliveries', { shuffle: true, delayMs: 5000 });
  await newMember(stage);
  await newMember(stage, 'month', 'bank_debit');
  await paid(stage, await openGift(stage, 1000, 'eur'));
  await stage.command('/faults', { status: 500, times: 3, path: '/v1/refunds' });
  await openGift(stage);
}
