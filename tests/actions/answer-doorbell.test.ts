// The life of a membership and of a gift as Stripe tells it, through the signed webhook, the queue and the worker: what
// we hold follows, standing follows the money, and what is not ours leaves no trace.
import { beforeEach, describe, expect, test } from 'vitest';
import { answerDoorbell } from '../../shared/actions/answer-doorbell.ts';
import { doorbell } from '../support/builders.ts';
import { type Newsroom, openNewsroom, site } from '../support/newsroom.ts';
import * as deeds from '../support/newsroom-deeds.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';
import { signed, stripeEvent } from '../support/signed-webhook.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
const standing = async () => (await deeds.readStanding(browser)).json;
const stands = (reason: string, until: string) => ({ standing: { supporter: true, reason, until } });
const none = { standing: { supporter: false, reason: 'none', until: null }, pass: null };

describe('a monthly membership', () => {
  test('stands from month to month by itself while its money comes', async () => {
    await deeds.give(newsroom, browser);
    expect(await standing()).toMatchObject(stands('membership', '2026-12-23T09:00:00Z'));
    await newsroom.advanceDays(30.5);
    expect(await standing()).toMatchObject(stands('membership', '2027-01-23T09:00:00Z'));
    await newsroom.advanceDays(31);
    expect(await standing()).toMatchObject(stands('membership', '2027-02-23T09:00:00Z'));
  });

  test('is waited for while its renewal is pending, and never loses an hour of standing', async () => {
    await deeds.give(newsroom, browser);
    await newsroom.advanceDays(30);
    expect(await standing()).toMatchObject(stands('grace', '2027-01-06T09:00:00Z'));
    await newsroom.advanceMinutes(70);
    expect(await standing()).toMatchObject(stands('membership', '2027-01-23T09:00:00Z'));
  });

  test('whose renewal fails is waited for fourteen days, and no longer', async () => {
    const { subscription } = await deeds.partsOf(newsroom, await deeds.give(newsroom, browser));
    await deeds.order(newsroom, `/subscriptions/${subscription}/renewals`, { outcome: 'fails' });
    await newsroom.advanceDays(31);
    expect(await standing()).toMatchObject(stands('grace', '2027-01-06T09:00:00Z'));
    await newsroom.advanceDays(14);
    expect(await standing()).toMatchObject(none);
    expect(browser.cookie('layout')).toBeUndefined();
  });

  test('whose failed renewal is paid within that time stands as if nothing had been', async () => {
    const { subscription } = await deeds.partsOf(newsroom, await deeds.give(newsroom, browser));
    await deeds.order(newsroom, `/subscriptions/${subscription}/renewals`, { outcome: 'fails' });
    await newsroom.advanceDays(31);
    await deeds.order(newsroom, `/subscriptions/${subscription}/renewals`, { outcome: 'paid' });
    await newsroom.advanceDays(4);
    expect(await standing()).toMatchObject(stands('membership', '2027-01-23T09:00:00Z'));
  });

  test('cancelled in the portal is honoured until its end, without grace after it', async () => {
    const { subscription } = await deeds.partsOf(newsroom, await deeds.give(newsroom, browser));
    const { json } = await browser.call('POST', '/v1/portal', { body: {} });
    await deeds.cancelInPortal(newsroom, deeds.urlIn(json), subscription);
    await newsroom.drain();
    expect(await standing()).toMatchObject(stands('membership', '2026-12-23T09:00:00Z'));
    await newsroom.advanceDays(29.9);
    expect(await standing()).toMatchObject(stands('membership', '2026-12-23T09:00:00Z'));
    await newsroom.advanceDays(0.2);
    expect(await standing()).toMatchObject(none);
  });

  test('cancelled at once by staff is honoured until the end of what was paid', async () => {
    const { subscription } = await deeds.partsOf(newsroom, await deeds.give(newsroom, browser));
    await newsroom.stripe.subscriptions.cancel(subscription);
    await newsroom.advanceDays(29);
    expect(await standing()).toMatchObject(stands('membership', '2026-12-23T09:00:00Z'));
    await newsroom.advanceDays(2);
    expect(await standing()).toMatchObject(none);
  });

  test('granted by staff stands to the end of the named day without money', async () => {
    const { subscription, intent } = await deeds.partsOf(newsroom, await deeds.give(newsroom, browser));
    expect(intent).toBe('');
    await newsroom.stripe.subscriptions.update(subscription, { metadata: { mainstay_grant: '2027-03-31' } });
    await newsroom.drain();
    expect(await standing()).toMatchObject(stands('granted', '2027-04-01T00:00:00Z'));
  });
});

test('an annual membership stands for its year', async () => {
  await deeds.give(newsroom, browser, { ...deeds.fiveMonthly, frequency: 'annual', amountMinor: 5000 });
  expect(await standing()).toMatchObject(stands('membership', '2027-11-23T09:00:00Z'));
});

describe('a gift', () => {
  test('stands sixty days from its confirmation', async () => {
    await deeds.give(newsroom, browser, deeds.tenOnce);
    expect(await standing()).toMatchObject(stands('gift', '2027-01-22T09:00:00Z'));
    await newsroom.advanceDays(60);
    expect(await standing()).toMatchObject(none);
  });

  test('given back takes its standing and its part of the total away', async () => {
    const wish = { ...deeds.tenOnce, campaign: 'ad-free' };
    const { intent } = await deeds.partsOf(newsroom, await deeds.give(newsroom, browser, wish));
    await newsroom.stripe.refunds.create({ payment_intent: intent });
    await newsroom.drain();
    expect(await standing()).toMatchObject(none);
    expect(newsroom.stores.supporters.totals()).toEqual([expect.objectContaining({ raisedMinor: 0, gifts: 0 })]);
  });

  test('partly given back stands while what is left is as much as could have been given', async () => {
    const { intent } = await deeds.partsOf(newsroom, await deeds.give(newsroom, browser, deeds.tenOnce));
    await newsroom.stripe.refunds.create({ payment_intent: intent, amount: 800 });
    await newsroom.drain();
    expect(await standing()).toMatchObject({ standing: { supporter: true, reason: 'gift' } });
    await newsroom.stripe.refunds.create({ payment_intent: intent, amount: 1 });
    await newsroom.drain();
    expect(await standing()).toMatchObject(none);
  });

  test('in dispute stands until the dispute is lost, while the total goes without it at once', async () => {
    const wish = { ...deeds.tenOnce, campaign: 'ad-free' };
    const { intent } = await deeds.partsOf(newsroom, await deeds.give(newsroom, browser, wish));
    const dispute = await deeds.order(newsroom, '/disputes', { paymentIntent: intent });
    await newsroom.drain();
    expect(await standing()).toMatchObject({ standing: { supporter: true } });
    expect(newsroom.stores.supporters.totals()).toEqual([expect.objectContaining({ raisedMinor: 0 })]);
    await deeds.order(newsroom, `/disputes/${deeds.idOf(dispute)}`, { outcome: 'lost' });
    await newsroom.drain();
    expect(await standing()).toMatchObject(none);
  });

  test('refunded after its metadata were wiped is still ours', async () => {
    const { intent } = await deeds.partsOf(newsroom, await deeds.give(newsroom, browser, deeds.tenOnce));
    const { paymentIntents } = newsroom.sandbox.desk.world;
    for (const [id, each] of paymentIntents) paymentIntents.set(id, { ...each, metadata: {} });
    await newsroom.stripe.refunds.create({ payment_intent: intent });
    await newsroom.drain();
    expect(await standing()).toMatchObject(none);
  });
});

describe('what other apps do on the same account', () => {
  const mug = { currency: 'usd', unit_amount: 900, product_data: { name: 'A mug' } };
  const membership = { ...mug, recurring: { interval: 'month' as const } };
  const shop = { success_url: `${site}/shop`, metadata: { order: '77' } };

  test('is silent and leaves nothing: a sale, its refund, a subscription, its renewal and its end', async () => {
    await deeds.give(newsroom, browser);
    const before = await newsroom.stores.held();
    const sale = await newsroom.stripe.checkout.sessions.create({
      ...{ ...shop, mode: 'payment', customer_creation: 'always' },
      line_items: [{ quantity: 1, price_data: mug }],
    });
    const club = await newsroom.stripe.checkout.sessions.create({
      ...{ ...shop, mode: 'subscription' },
      line_items: [{ quantity: 1, price_data: membership }],
    });
    for (const { id } of [sale, club]) await deeds.order(newsroom, `/checkouts/${id}/pay`, { method: 'card' });
    await newsroom.drain();
    const { payment_intent: intent } = await newsroom.stripe.checkout.sessions.retrieve(sale.id);
    await newsroom.stripe.refunds.create({ payment_intent: String(intent) });
    const { subscription } = await newsroom.stripe.checkout.sessions.retrieve(club.id);
    await newsroom.stripe.subscriptions.cancel(String(subscription));
    await newsroom.drain();
    const outcomes = new Set(newsroom.journal.of('doorbell-answered').map((line) => line.outcome));
    expect(newsroom.journal.of('doorbell-foreign').length).toBeGreaterThan(4);
    expect([...outcomes].sort()).toEqual(['unchanged', 'unlinked']);
    expect(await newsroom.stores.held()).toEqual(before);
  });

  test('gives nobody standing, also who pays with our reader’s address', async () => {
    const sale = await newsroom.stripe.checkout.sessions.create({
      ...{ ...shop, mode: 'payment', customer_creation: 'always' },
      line_items: [{ quantity: 1, price_data: mug }],
    });
    await deeds.order(newsroom, `/checkouts/${sale.id}/pay`, { method: 'card', email: 'reader@example.org' });
    await newsroom.drain();
    expect((await newsroom.stores.held()).supporters).toMatchObject({ supporters: [], pointers: [], totals: [] });
  });
});

test.each(['customer', 'checkout', 'membership', 'payment'] as const)(
  'a ring about a %s that names no such thing is foreign or unlinked, and asks Stripe nothing',
  async (part) => {
    const before = await newsroom.stores.held();
    const answered = await answerDoorbell(newsroom.needs, doorbell({ part, objectId: 'du_one', customerId: null }));
    expect(['foreign', 'unlinked']).toContain(answered);
    expect(newsroom.stripeCalls).toEqual([]);
    expect(await newsroom.stores.held()).toEqual(before);
  },
);

test('an object that Stripe says it does not have is no deletion: the ring fails, and what we hold stays', async () => {
  await deeds.give(newsroom, browser);
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
  expect(newsroom.journal.of('doorbell-failed').length).toBe(5);
  expect(await newsroom.stores.held()).toEqual(before);
});
