// Another amount from the next period on: for a browser that proved itself minutes ago, for its own membership, within
// the offer; Stripe charges the new amount and nothing before.
import { beforeEach, describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { productIdOf } from '../../shared/adapters/stripe/product.ts';
import { borrow } from '../support/borrow.ts';
import { freshen } from '../support/freshen.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser, Sent } from '../support/reader-browser.ts';

const productId = productIdOf(settings.installation);
let newsroom: Newsroom;
let browser: ReaderBrowser;
let membership: string;
beforeEach(async () => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
  membership = (await steps.partsOf(newsroom, await steps.give(newsroom, browser))).subscription;
  await freshen(newsroom, browser);
});
const change = (amountMinor: unknown, { id = membership, from = browser, ...sent }: Sent & Whom = {}) =>
  from.call('PATCH', `/v1/memberships/${id}`, { body: { amountMinor }, ...sent });
interface Whom {
  readonly id?: string;
  readonly from?: ReaderBrowser;
}
const held = async () => JSON.stringify(await newsroom.stores.held());
const paidAmounts = () => [...newsroom.sandbox.state.world.invoices.values()].map((each) => each.amount_paid).sort();
const updates = () => newsroom.stripeCalls.filter(({ call }) => call === `POST /v1/subscriptions/${membership}`);

test('the next payment is of the new amount, the running period stays as it was, and our state is true at once', async () => {
  const said = await change(700);
  expect([said.status, said.headers['cache-control']]).toEqual([200, 'no-store']);
  const next = '2026-12-23T09:00:00Z';
  expect(said.json).toEqual({
    membership,
    amountMinor: 700,
    currency: 'usd',
    frequency: 'monthly',
    status: 'active',
    renewsAt: next,
    endsAt: null,
  });
  expect(paidAmounts()).toEqual([500]);
  await newsroom.advanceDays(31);
  expect(paidAmounts()).toEqual([500, 700]);
  await freshen(newsroom, browser);
  expect((await browser.call('GET', '/v1/supporter')).json).toMatchObject({
    supporters: [{ standing: { until: '2027-01-23T09:00:00Z' } }],
  });
});

test('there and back again is three changes, also within the time Stripe replays what it knows', async () => {
  for (const amount of [700, 500, 700]) expect((await change(amount)).json).toMatchObject({ amountMinor: amount });
});

test('one press that the network repeats is one change at Stripe; the same key for another amount is another', async () => {
  const headers = { 'idempotency-key': steps.pressKey() };
  await change(700, { headers });
  await change(700, { headers });
  expect((await change(900, { headers })).json).toMatchObject({ amountMinor: 900 });
  const { data } = await newsroom.stripe.events.list({ type: 'customer.subscription.updated' });
  expect([data.length, updates().length]).toEqual([2, 3]);
  expect((await change(700, { headers: { 'idempotency-key': 'short' } })).status).toBe(400);
});

test.each([
  ['before it changed anything', false],
  ['after it changed the price', true],
])('a failure that Stripe recorded %s is not replayed to a press that is repeated', async (_when, after) => {
  const headers = { 'idempotency-key': steps.pressKey() };
  const path = `/v1/subscriptions/${membership}`;
  await steps.command(newsroom, '/faults', { status: 500, method: 'POST', path, recorded: true, after });
  for (let press = 0; press < 3; press += 1) {
    const said = await change(700, { headers });
    expect([said.status, said.json]).toEqual([200, expect.objectContaining({ amountMinor: 700 })]);
  }
  expect((await newsroom.stripe.subscriptions.retrieve(membership)).items.data[0]?.price.unit_amount).toBe(700);
});

describe('Stripe makes no price for an inactive product', () => {
  const archive = () => newsroom.stripe.products.update(productId, { active: false });

  test('so a membership whose Checkout named its own product goes on under ours', async () => {
    await archive();
    const other = newsroom.browser();
    const { subscription: id } = await steps.partsOf(newsroom, await steps.give(newsroom, other));
    const [item] = (await newsroom.stripe.subscriptions.retrieve(id)).items.data;
    expect(await newsroom.stripe.products.retrieve(String(item?.price.product))).toMatchObject({ active: false });
    await newsroom.stripe.products.update(productId, { active: true });
    await freshen(newsroom, other);
    expect((await change(700, { id, from: other })).json).toMatchObject({ amountMinor: 700 });
    const [changed] = (await newsroom.stripe.subscriptions.retrieve(id)).items.data;
    expect(changed?.price.product).toBe(productId);
  });

  test('where ours is archived the answer is an expected failure, nothing changes, and giving goes on', async () => {
    await archive();
    const said = await change(700);
    expect([said.status, said.json]).toEqual([503, expect.objectContaining({ code: 'payments-unavailable' })]);
    expect((await newsroom.stripe.subscriptions.retrieve(membership)).items.data[0]?.price.unit_amount).toBe(500);
    for (const input of [steps.fiveMonthly, steps.tenOnce])
      expect((await steps.openCheckout(newsroom.browser(), input)).session).toMatch(/^cs_test_/);
  });

  test('once it is active again, amounts can be changed as before', async () => {
    await archive();
    await change(700);
    await newsroom.stripe.products.update(productId, { active: true });
    expect((await change(700)).json).toMatchObject({ amountMinor: 700 });
  });
});

describe('is refused', () => {
  test.each([
    [199, 'amount-too-small'],
    [100_001, 'amount-too-large'],
    [0, 'invalid-request'],
    [5.5, 'invalid-request'],
    ['700', 'invalid-request'],
    [undefined, 'invalid-request'],
  ])('for the amount %s: %s', async (amount, code) => {
    const said = await change(amount);
    expect([said.status, said.json]).toEqual([422, expect.objectContaining({ code })]);
    expect(updates()).toEqual([]);
  });

  test('where more is sent than an amount', async () => {
    expect((await change(700, { body: { amountMinor: 700, currency: 'eur' } })).status).toBe(422);
    expect((await change(700, { body: '{"amountMinor":' })).status).toBe(400);
  });

  test('a quarter of an hour after the link', async () => {
    newsroom.wait(15 * 60_000);
    const said = await change(700);
    expect([said.status, said.json]).toEqual([403, expect.objectContaining({ code: 'not-fresh' })]);
  });

  test('for a stranger, and from a page of another site', async () => {
    expect((await change(700, { from: newsroom.browser() })).status).toBe(401);
    expect((await change(700, { headers: { origin: 'https://evil.example' } })).json).toMatchObject({
      code: 'origin-foreign',
    });
    expect(updates()).toEqual([]);
  });

  test('for the membership of somebody else, in the same words as for one that never was', async () => {
    const other = newsroom.browser();
    await steps.give(newsroom, other);
    const before = await held();
    const guesses = [
      membership,
      'sub_unheard',
      'cus_unheard',
      '%00',
      `${membership}%0d%0aX-Evil:%201`,
      'x'.repeat(500),
    ];
    const said = await Promise.all(guesses.map((id) => change(700, { id, from: other })));
    expect(said.map(({ status }) => status)).toEqual(guesses.map(() => 404));
    expect(new Set(said.map(({ body, cookies, headers }) => JSON.stringify([body, cookies, headers]))).size).toBe(1);
    expect([await held(), updates()]).toEqual([before, []]);
  });

  test('upwards for who only read the mail: that spends money of whoever gave', async () => {
    const linked = newsroom.browser();
    await borrow(newsroom, browser, linked);
    const before = await held();
    const said = await change(501, { from: linked });
    expect([said.status, said.json]).toEqual([403, expect.objectContaining({ code: 'not-claimed' })]);
    expect([await held(), updates()]).toEqual([before, []]);
    expect((await change(400, { from: linked })).json).toMatchObject({ amountMinor: 400 });
  });

  test('once it has ended or is about to, also where our state does not know it yet', async () => {
    await steps.holdWebhooks(newsroom);
    await newsroom.stripe.subscriptions.cancel(membership);
    const late = await change(700);
    expect([late.status, late.json]).toEqual([409, expect.objectContaining({ code: 'membership-ended' })]);
    // The sync has said it.
    expect(await held()).toContain('"status":"canceled"');
    expect((await change(700)).status).toBe(409);
    await steps.letWebhooksGo(newsroom);
  });

  test('once its end is planned', async () => {
    await newsroom.stripe.subscriptions.update(membership, { cancel_at_period_end: true });
    await newsroom.drain();
    expect((await change(700)).status).toBe(409);
  });

  test('for a moment, when Stripe does not answer; then it goes', async () => {
    await steps.command(newsroom, '/faults', { path: `/v1/subscriptions/${membership}`, status: 429 });
    const said = await change(700);
    expect([said.status, said.json]).toEqual([503, expect.objectContaining({ code: 'payments-unavailable' })]);
    expect((await change(700)).status).toBe(200);
  });
});
