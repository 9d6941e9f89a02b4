// What came of a checkout, run by return, claim and sync request alike: whichever is first and however often, the same is
// held in the end.
import { beforeEach, expect, test } from 'vitest';
import { settleCheckout } from '../../shared/actions/settle-checkout.ts';
import { known, parseCustomerId, parseSessionId } from '../../shared/core/ids.ts';
import { type Newsroom, openNewsroom, site } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';

let newsroom: Newsroom;
beforeEach(async () => {
  newsroom = openNewsroom();
  await steps.holdWebhooks(newsroom);
});
const openAndPay = async (method: steps.Method = 'card', input: object = steps.fiveMonthly, email?: string) => {
  const opened = await steps.openCheckout(newsroom.browser(), input);
  await steps.pay(newsroom, opened, method, email);
  return opened;
};
const settle = ({ session }: steps.Opened) => settleCheckout(newsroom.needs, session);
const supporterOf = async (opened: steps.Opened) => {
  const { customer } = await steps.partsOf(newsroom, opened);
  return newsroom.stores.supporters.read(known(parseCustomerId(customer)));
};

test('a paid membership becomes one membership and one confirmed payment of one supporter', async () => {
  const opened = await openAndPay();
  const { customer, subscription } = await steps.partsOf(newsroom, opened);
  expect(await settle(opened)).toMatchObject({ status: 'complete', customer, outcomes: ['changed', 'changed'] });
  expect(await supporterOf(opened)).toMatchObject({
    memberships: [{ id: subscription, status: 'active', amountMinor: 500, currency: 'usd', frequency: 'monthly' }],
    payments: [{ status: 'confirmed', amountMinor: 500, purpose: { kind: 'period', membership: subscription } }],
  });
});

test('a paid gift becomes one confirmed payment', async () => {
  const opened = await openAndPay('card', steps.tenOnce);
  await settle(opened);
  expect(await supporterOf(opened)).toMatchObject({
    memberships: [],
    payments: [{ status: 'confirmed', amountMinor: 1000, purpose: { kind: 'gift' } }],
  });
});

test('a bank debit becomes a payment that is pending', async () => {
  const opened = await openAndPay('bank_debit', steps.tenOnce);
  await settle(opened);
  expect(await supporterOf(opened)).toMatchObject({ payments: [{ status: 'pending', confirmedAt: null }] });
});

test('two settlings at the same instant end in the same parts as one', async () => {
  const opened = await openAndPay('card', { ...steps.tenOnce, campaign: 'ad-free' });
  const settled = await Promise.all([settle(opened), settle(opened), settle(opened)]);
  expect(new Set(settled.map((each) => each.status))).toEqual(new Set(['complete']));
  expect((await supporterOf(opened))?.payments).toHaveLength(1);
  expect(newsroom.stores.supporters.totals()).toEqual([
    expect.objectContaining({ raisedMinor: 1000, contributions: 1 }),
  ]);
});

test('the address the payer typed is kept only as a pointer under a keyed hash', async () => {
  const email = 'reader@example.org';
  const opened = await openAndPay('card', steps.fiveMonthly, email);
  await settle(opened);
  await settle(opened);
  const { customer } = await steps.partsOf(newsroom, opened);
  const held = JSON.stringify(await newsroom.stores.held());
  expect((await newsroom.stores.held()).supporters.pointers).toEqual([
    expect.stringMatching(new RegExp(`^k1#[\\w-]{43}#${customer}$`)),
  ]);
  expect(held).not.toContain(newsroom.needs.hasher.digest(email));
  expect(`${held}${JSON.stringify(newsroom.log.lines)}`).not.toContain(email);
});

test.each<[string, () => Promise<steps.Opened>, string]>([
  ['open', () => steps.openCheckout(newsroom.browser()), 'open'],
  ['declined', () => openAndPay('declined'), 'open'],
  [
    'expired',
    async () => {
      const opened = await steps.openCheckout(newsroom.browser());
      newsroom.wait(61 * 60_000);
      return opened;
    },
    'expired',
  ],
])('a checkout that is %s settles to nothing', async (_, open, status) => {
  const opened = await open();
  const before = await newsroom.stores.held();
  expect(await settle(opened)).toEqual({ status });
  expect(await newsroom.stores.held()).toEqual(before);
});

test('a session of another app on the account is foreign, and nothing of it is kept', async () => {
  const session = await newsroom.stripe.checkout.sessions.create({
    mode: 'payment',
    customer_creation: 'always',
    success_url: `${site}/shop`,
    metadata: { command: '77' },
    line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 900, product_data: { name: 'A mug' } } }],
  });
  await steps.command(newsroom, `/checkouts/${session.id}/pay`, { method: 'card', email: 'shopper@example.org' });
  const before = await newsroom.stores.held();
  expect(await settleCheckout(newsroom.needs, known(parseSessionId(session.id)))).toEqual({ status: 'foreign' });
  expect(await newsroom.stores.held()).toEqual(before);
});

test('a session that staff marked by hand is ours without a checkout of ours', async () => {
  const metadata = { mainstay: '1', mainstay_campaign: 'ad-free' };
  const session = await newsroom.stripe.checkout.sessions.create({
    mode: 'payment',
    customer_creation: 'always',
    success_url: `${site}/dinner`,
    metadata,
    payment_intent_data: { metadata },
    line_items: [
      { quantity: 1, price_data: { currency: 'usd', unit_amount: 900, product_data: { name: 'A dinner' } } },
    ],
  });
  await steps.command(newsroom, `/checkouts/${session.id}/pay`, { method: 'card' });
  expect(await settleCheckout(newsroom.needs, known(parseSessionId(session.id)))).toMatchObject({
    outcomes: ['changed'],
  });
  expect(newsroom.stores.supporters.totals()).toEqual([expect.objectContaining({ raisedMinor: 900 })]);
});
