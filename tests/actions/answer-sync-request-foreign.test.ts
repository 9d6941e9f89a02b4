// What is not ours to answer: other apps on the same Stripe account, sync requests that name nothing, and objects Stripe says it
// does not have. None of it leaves a trace, and none of it deletes anything.
import { beforeEach, describe, expect, test } from 'vitest';
import { answerSyncRequest } from '../../shared/actions/answer-sync-request.ts';
import { syncRequest } from '../support/builders.ts';
import { type Newsroom, openNewsroom, site } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';
import { signed, stripeEvent } from '../support/signed-webhook.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});

describe('what other apps do on the same account', () => {
  const mug = { currency: 'usd', unit_amount: 900, product_data: { name: 'A mug' } };
  const membership = { ...mug, recurring: { interval: 'month' as const } };
  const shop = { success_url: `${site}/shop`, metadata: { command: '77' } };

  test('is silent and leaves nothing: a sale, its refund, a subscription, its renewal and its end', async () => {
    await steps.give(newsroom, browser);
    const before = await newsroom.stores.held();
    const sale = await newsroom.stripe.checkout.sessions.create({
      ...shop,
      mode: 'payment',
      customer_creation: 'always',
      line_items: [{ quantity: 1, price_data: mug }],
    });
    const club = await newsroom.stripe.checkout.sessions.create({
      ...shop,
      mode: 'subscription',
      line_items: [{ quantity: 1, price_data: membership }],
    });
    for (const { id } of [sale, club]) await steps.command(newsroom, `/checkouts/${id}/pay`, { method: 'card' });
    await newsroom.drain();
    const { payment_intent: intent } = await newsroom.stripe.checkout.sessions.retrieve(sale.id);
    await newsroom.stripe.refunds.create({ payment_intent: String(intent) });
    const { subscription } = await newsroom.stripe.checkout.sessions.retrieve(club.id);
    await newsroom.stripe.subscriptions.cancel(String(subscription));
    await newsroom.drain();
    const outcomes = new Set(newsroom.log.of('sync-done').map((line) => line.outcome));
    expect(newsroom.log.of('sync-foreign').length).toBeGreaterThan(4);
    expect([...outcomes].sort()).toEqual(['no-purpose-yet', 'unchanged']);
    expect(await newsroom.stores.held()).toEqual(before);
  });

  test('gives nobody standing, also who pays with our reader’s address', async () => {
    const sale = await newsroom.stripe.checkout.sessions.create({
      ...shop,
      mode: 'payment',
      customer_creation: 'always',
      line_items: [{ quantity: 1, price_data: mug }],
    });
    await steps.command(newsroom, `/checkouts/${sale.id}/pay`, { method: 'card', email: 'reader@example.org' });
    await newsroom.drain();
    expect((await newsroom.stores.held()).supporters).toMatchObject({ supporters: [], pointers: [], totals: [] });
  });
});

test.each(['customer', 'checkout', 'membership', 'payment'] as const)(
  'a sync request about a %s that names no such thing is foreign or has no purpose yet, and asks Stripe nothing',
  async (part) => {
    const before = await newsroom.stores.held();
    const answered = await answerSyncRequest(
      newsroom.needs,
      syncRequest({ part, objectId: 'du_one', customerId: null }),
    );
    expect(['foreign', 'no-purpose-yet']).toContain(answered);
    expect(newsroom.stripeCalls).toEqual([]);
    expect(await newsroom.stores.held()).toEqual(before);
  },
);

test('an object that Stripe says it does not have is no deletion: the sync request fails, and what we hold stays', async () => {
  await steps.give(newsroom, browser);
  const before = await newsroom.stores.held();
  const event = stripeEvent('customer.subscription.deleted', {
    id: 'sub_unheard',
    object: 'subscription',
    customer: 'cus_x',
  });
  const { body, signature } = signed(event, newsroom.now());
  const said = await newsroom.call('POST', '/v1/stripe/events', { body, headers: { 'stripe-signature': signature } });
  expect(said.status).toBe(200);
  await expect(newsroom.drain()).rejects.toThrow('dead letters');
  expect(newsroom.log.of('sync-failed').length).toBe(5);
  expect(await newsroom.stores.held()).toEqual(before);
});
