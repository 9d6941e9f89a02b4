// Staff, or a tool beside us, clear the metadata of what we sold. What we hold stays ours: the membership, and every payment
// of it that comes later, however it is paid. What we do not hold stays foreign.
import { beforeEach, expect, test } from 'vitest';
import { known, parseCustomerId } from '../../shared/core/ids.ts';
import { standingOf } from '../../shared/core/standing.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';

let newsroom: Newsroom;
beforeEach(() => {
  newsroom = openNewsroom();
});
const cleared = { mainstay: '', mainstay_checkout: '', mainstay_campaign: '', crm: '42' };

async function clearedMembership() {
  const opened = await steps.openCheckout(newsroom.browser(), steps.fiveMonthly);
  await steps.pay(newsroom, opened);
  await newsroom.drain();
  const { customer: id, subscription } = await steps.partsOf(newsroom, opened);
  const customer = known(parseCustomerId(id));
  await newsroom.stripe.subscriptions.update(subscription, { metadata: cleared });
  await newsroom.drain();
  const read = async () => {
    const held = await newsroom.stores.supporters.read(customer);
    if (held === null) throw new Error('nothing is held');
    const { supporter } = standingOf(held, newsroom.now(), newsroom.needs.policy);
    return { supporter, payments: held.payments.filter(({ status }) => status === 'confirmed') };
  };
  return { customer, subscription, read };
}

test('a renewal after the metadata were cleared still hides banners from its supporter', async () => {
  const { read } = await clearedMembership();
  await newsroom.advanceDays(40);
  expect(await read()).toMatchObject({ supporter: true, payments: { length: 2 } });
});

test('a refund of that renewal is followed too', async () => {
  const { read } = await clearedMembership();
  await newsroom.advanceDays(40);
  const renewal = (await read()).payments.toSorted(
    (one, other) => (other.confirmedAt ?? 0) - (one.confirmedAt ?? 0),
  )[0];
  await newsroom.stripe.refunds.create({ payment_intent: renewal?.id ?? '' });
  await newsroom.drain();
  expect((await read()).payments.map(({ returnedMinor }) => returnedMinor).sort()).toEqual([0, 500]);
});

test('a subscription of another app stays foreign, and its payments with it', async () => {
  const session = await newsroom.stripe.checkout.sessions.create({
    mode: 'subscription',
    success_url: 'https://shop.example/thanks',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'usd',
          unit_amount: 900,
          product_data: { name: 'A club' },
          recurring: { interval: 'month' },
        },
      },
    ],
  });
  await steps.command(newsroom, `/checkouts/${session.id}/pay`, { method: 'card' });
  await newsroom.drain();
  await newsroom.advanceDays(40);
  expect((await newsroom.stores.held()).supporters).toMatchObject({ supporters: [], totals: [] });
});
