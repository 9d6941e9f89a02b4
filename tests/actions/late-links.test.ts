// Stripe may show only later by what an invoice was paid. Until then nothing is guessed: the request comes again, and the
// money is counted once, under its intent. Money from outside Stripe says so itself and is waited for by nobody.
import { beforeEach, expect, test } from 'vitest';
import { settleCheckout } from '../../shared/actions/settle-checkout.ts';
import { known, parseCustomerId } from '../../shared/core/ids.ts';
import { minute } from '../../shared/core/time.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';

let newsroom: Newsroom;
beforeEach(() => {
  newsroom = openNewsroom();
});
const monthly = { ...steps.fiveMonthly, campaign: 'ad-free' };
const showLinksAfter = (linkDelaySeconds: number) => steps.command(newsroom, '/settings', { linkDelaySeconds });
const raised = () =>
  newsroom.stores.supporters.totals().map(({ raisedMinor, contributions }) => [raisedMinor, contributions]);
async function paymentsOf(opened: steps.Opened) {
  const { customer } = await steps.partsOf(newsroom, opened);
  const supporter = await newsroom.stores.supporters.read(known(parseCustomerId(customer)));
  return supporter?.payments.map(({ id, status }) => [id.slice(0, 2), status]) ?? [];
}
/** All that Stripe tells is answered once; what must come again waits in the queue. */
async function answerOnce() {
  await newsroom.sandbox.tick();
  await newsroom.answerSyncRequests();
  return newsroom.queue.size();
}

test('a new member’s money that is not linked yet comes again, and is counted once under its intent', async () => {
  await showLinksAfter(90);
  const opened = await steps.openCheckout(newsroom.browser(), monthly);
  await steps.pay(newsroom, opened);
  expect(await answerOnce()).toBeGreaterThan(0);
  expect([await paymentsOf(opened), raised()]).toEqual([[], []]);
  newsroom.wait(2 * minute);
  await newsroom.drain();
  expect([await paymentsOf(opened), raised()]).toEqual([[['pi', 'confirmed']], [[500, 1]]]);
});

test('who comes back meanwhile is known as a member, and the money follows', async () => {
  await showLinksAfter(90);
  await steps.holdWebhooks(newsroom);
  const opened = await steps.openCheckout(newsroom.browser(), monthly);
  await steps.pay(newsroom, opened);
  expect(await settleCheckout(newsroom.needs, opened.session)).toMatchObject({
    status: 'complete',
    isLinkMissing: true,
  });
  expect(await paymentsOf(opened)).toEqual([]);
  await steps.letWebhooksGo(newsroom);
  newsroom.wait(2 * minute);
  await newsroom.drain();
  expect([await paymentsOf(opened), raised()]).toEqual([[['pi', 'confirmed']], [[500, 1]]]);
});

test('a renewal that is not linked yet is counted once, too', async () => {
  const opened = await steps.give(newsroom, newsroom.browser(), monthly);
  await steps.holdWebhooks(newsroom);
  const { invoices } = newsroom.sandbox.state.world;
  await newsroom.advanceDays(29);
  while (invoices.size < 2) await newsroom.advanceMinutes(15);
  // Stripe waits for an hour with a draft.
  await newsroom.advanceMinutes(40);
  while ([...invoices.values()].some(({ status }) => status !== 'paid')) await newsroom.advanceMinutes(1);
  await showLinksAfter(5 * 60);
  await steps.letWebhooksGo(newsroom);
  await answerOnce();
  expect((await paymentsOf(opened)).filter(([kind]) => kind === 'in')).toEqual([]);
  newsroom.wait(6 * minute);
  await newsroom.drain();
  expect(await paymentsOf(opened)).toEqual([
    ['pi', 'confirmed'],
    ['pi', 'confirmed'],
  ]);
  expect(raised()).toEqual([
    [500, 1],
    [500, 1],
  ]);
});

test('money from outside Stripe is saved at once: nobody waits for its link', async () => {
  const opened = await steps.give(newsroom, newsroom.browser(), monthly);
  const { subscription } = await steps.partsOf(newsroom, opened);
  await steps.command(newsroom, `/subscriptions/${subscription}/renewals`, { outcome: 'fails' });
  await newsroom.advanceDays(32);
  await showLinksAfter(90);
  const invoice = [...newsroom.sandbox.state.world.invoices.values()].find(({ status }) => status === 'open');
  await newsroom.stripe.invoices.pay(invoice?.id ?? '', { paid_out_of_band: true });
  await answerOnce();
  expect((await paymentsOf(opened)).filter(([kind]) => kind === 'in')).toEqual([['in', 'confirmed']]);
});

test('what another app sold comes again for no link', async () => {
  await showLinksAfter(90);
  const club = await newsroom.stripe.checkout.sessions.create({
    mode: 'subscription',
    success_url: 'https://shop.example',
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
  await steps.command(newsroom, `/checkouts/${club.id}/pay`, { method: 'card' });
  expect(await answerOnce()).toBe(0);
});
