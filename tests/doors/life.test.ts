// Every change of a giver's life, through the signed webhook, the queue and the worker into DynamoDB Local: after each,
// what is stored is what Stripe says, and the giver's browser is told the standing that follows from it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cancelSubscription } from '../../local/stripe-sandbox/billing/cancel-subscription.ts';
import { pauseSubscription } from '../../local/stripe-sandbox/billing/pause-subscription.ts';
import { payInvoice } from '../../local/stripe-sandbox/billing/pay-now.ts';
import { resumeSubscription } from '../../local/stripe-sandbox/billing/resume-subscription.ts';
import { updateSubscription } from '../../local/stripe-sandbox/billing/update-subscription.ts';
import { deleteCustomer, updateCustomer } from '../../local/stripe-sandbox/customers/customer.ts';
import { decideBankDebit } from '../../local/stripe-sandbox/payments/bank-debit.ts';
import { decideDispute, openDispute, warnOfFraud } from '../../local/stripe-sandbox/payments/dispute.ts';
import { createRefund, finishRefund } from '../../local/stripe-sandbox/payments/refund.ts';
import { cancelInPortal, createPortalSession } from '../../local/stripe-sandbox/portal/portal-session.ts';
import type { World } from '../../local/stripe-sandbox/world/world.ts';
import { openNewsroom } from '../simulation/plugs.ts';
import { truthOf } from '../simulation/promises.ts';
import { type DeployedHouse, openDeployedHouse } from '../support/deployed-house.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import * as deeds from '../support/newsroom-deeds.ts';

/** The newest of a kind: each test gives anew. */
const newest = <T>(table: ReadonlyMap<string, T>): T => {
  const found = [...table.values()].at(-1);
  if (found === undefined) throw new Error('nothing of the kind was made');
  return found;
};
const subscription = (world: World) => newest(world.subscriptions);
const intent = (world: World) => newest(world.paymentIntents).id;

describe.skipIf(isTableMissing())('a giver’s life', () => {
  let house: DeployedHouse;
  let world: World;
  let browser: ReturnType<DeployedHouse['browser']>;
  beforeAll(async () => {
    house = await openDeployedHouse();
  });
  beforeEach(() => {
    world = house.sandbox.desk.world;
    browser = house.browser();
  });
  afterAll(() => house?.stop());

  async function give(wish: object, method: deeds.Method = 'card') {
    const opened = await deeds.openCheckout(browser, { ...wish, campaign: 'ad-free' });
    await deeds.pay(house, opened, method);
    await deeds.comeBack(browser, opened);
    await house.drain();
  }
  const because = async (): Promise<unknown> => {
    const said = await deeds.readStanding(browser);
    return said.status === 200
      ? Reflect.get(Object(Reflect.get(Object(said.json), 'standing')), 'reason')
      : said.status;
  };
  /** Part for part, what Stripe says of everybody who ever gave here. */
  async function expectTruth() {
    await house.drain();
    const truth = [...(await truthOf(world, openNewsroom(world, 1, 'none'))).values()].flat();
    const held = (await house.held()).filter((row) => /^(?:MEMBERSHIP|PAYMENT)#/.test(String(row['sk'])));
    const plain = held.map(({ pk: _pk, sk: _sk, version: _v, counted: _c, shard: _s, ...part }) => part);
    const inOrder = (parts: readonly object[]) =>
      [...parts].sort((one, other) => (String(Reflect.get(one, 'id')) < String(Reflect.get(other, 'id')) ? -1 : 1));
    expect(inOrder(plain)).toEqual(inOrder(truth));
  }

  test('a membership renews, its amount changes, and it goes on', async () => {
    await give(deeds.fiveMonthly);
    const [item] = subscription(world).items.data;
    const product = String(item?.price.product);
    const price_data = { currency: 'usd', product, recurring: { interval: 'month' as const }, unit_amount: 900 };
    updateSubscription(world, subscription(world).id, {
      items: [{ id: item?.id ?? '', price_data }],
      proration_behavior: 'none',
    });
    await expectTruth();
    await house.advanceDays(32);
    await expectTruth();
    expect(subscription(world).items.data[0]?.price.unit_amount).toBe(900);
    expect(await because()).toBe('membership');
  });

  test('a failed renewal is waited for, and recovers', async () => {
    await give(deeds.fiveMonthly);
    world.renewalOutcomes.set(subscription(world).id, 'fails');
    await house.advanceDays(32);
    await expectTruth();
    expect([subscription(world).status, await because()]).toEqual(['past_due', 'grace']);
    world.renewalOutcomes.set(subscription(world).id, 'paid');
    await house.advanceDays(6);
    await expectTruth();
    expect([subscription(world).status, await because()]).toEqual(['active', 'membership']);
  });

  test.each(['cancel', 'unpaid', 'pause'] as const)(
    'a renewal that never comes ends in peace no more (%s)',
    async (afterLastRetry) => {
      await give(deeds.fiveMonthly);
      world.settings = { ...world.settings, afterLastRetry };
      world.renewalOutcomes.set(subscription(world).id, 'fails');
      await house.advanceDays(52);
      await expectTruth();
      expect(subscription(world).status).not.toBe('past_due');
      expect(await because()).toBe('none');
    },
  );

  test('a cancel by the portal and one by the API are honoured until the end, and may be taken back', async () => {
    await give(deeds.fiveMonthly);
    const { id, customer } = subscription(world);
    const portal = createPortalSession(world, { customer: String(customer), return_url: 'https://meridian.example' });
    cancelInPortal(world, portal, id);
    expect(subscription(world)).toMatchObject({ cancel_at_period_end: false, cancel_at: expect.any(Number) });
    await expectTruth();
    updateSubscription(world, id, { cancel_at: null });
    await expectTruth();
    updateSubscription(world, id, { cancel_at_period_end: true });
    await expectTruth();
    expect(await because()).toBe('membership');
    await house.advanceDays(33);
    await expectTruth();
    expect([subscription(world).status, await because()]).toEqual(['canceled', 'none']);
  });

  test('ended at once, what was paid for is honoured', async () => {
    await give(deeds.fiveMonthly);
    cancelSubscription(world, subscription(world).id);
    await expectTruth();
    expect(await because()).toBe('membership');
  });

  test('paused and resumed, it is as Stripe says', async () => {
    await give(deeds.fiveMonthly);
    const { id } = subscription(world);
    pauseSubscription(world, id, { type: 'subscription', bill_for: { unused_time_from: { type: 'none' } } });
    await expectTruth();
    resumeSubscription(world, id, { billing_cycle_anchor: { type: 'unchanged' }, proration_behavior: 'none' });
    await expectTruth();
  });

  test('staff let a membership stand without money', async () => {
    await give(deeds.fiveMonthly);
    createRefund(world, { payment_intent: intent(world) });
    const lastDay = new Date(world.now + 90 * 86_400_000).toISOString().slice(0, 10);
    updateSubscription(world, subscription(world).id, { metadata: { mainstay_grant: lastDay } });
    await expectTruth();
    expect(await because()).toBe('granted');
  });

  test('several partial refunds take the standing with the money, and one that fails later gives both back', async () => {
    await give(deeds.tenOnce);
    createRefund(world, { payment_intent: intent(world), amount: 300 });
    await expectTruth();
    expect(await because()).toBe('gift');
    world.settings = { ...world.settings, refunds: 'pending' };
    const second = createRefund(world, { payment_intent: intent(world), amount: 600 });
    await expectTruth();
    expect(await because()).toBe('none');
    finishRefund(world, second.id, 'failed');
    await expectTruth();
  });

  test.each([
    ['won', 'gift'],
    ['lost', 'none'],
  ] as const)('a dispute that is %s', async (outcome, reason) => {
    await give(deeds.tenOnce);
    const dispute = openDispute(world, { paymentIntent: intent(world) });
    await expectTruth();
    expect(await because()).toBe('gift');
    decideDispute(world, dispute.id, outcome);
    await expectTruth();
    expect(await because()).toBe(reason);
  });

  test('an inquiry and a fraud warning move no money and no standing', async () => {
    await give(deeds.tenOnce);
    warnOfFraud(world, intent(world));
    const inquiry = openDispute(world, { paymentIntent: intent(world), inquiry: true });
    await expectTruth();
    decideDispute(world, inquiry.id, 'warning_closed');
    await expectTruth();
    expect(await because()).toBe('gift');
  });

  test.each([
    ['succeeded', 'gift'],
    ['failed', 'none'],
  ] as const)('a bank debit that %s days later', async (outcome, reason) => {
    await give(deeds.tenOnce, 'bank_debit');
    await expectTruth();
    expect(await because()).toBe('none');
    decideBankDebit(world, intent(world), outcome);
    await expectTruth();
    expect(await because()).toBe(reason);
  });

  test('a gift in another currency is settled after its charge, and the total follows', async () => {
    await give({ ...deeds.tenOnce, currency: 'eur', amountMinor: 5000 });
    await house.advanceDays(1);
    await expectTruth();
    const [row] = (await house.held()).filter((each) => each['id'] === intent(world));
    expect(row).toMatchObject({ settled: { currency: 'usd' }, counted: { campaign: 'ad-free' } });
  });

  test('an invoice paid out of band stands for its period', async () => {
    await give(deeds.fiveMonthly);
    world.renewalOutcomes.set(subscription(world).id, 'fails');
    await house.advanceDays(32);
    payInvoice(world, newest(world.invoices).id, { paid_out_of_band: true });
    await house.drain();
    expect(await because()).toBe('membership');
    const { id } = newest(world.invoices);
    expect((await house.held()).some((row) => row['sk'] === `PAYMENT#${id}`)).toBe(true);
  });

  test('a checkout that expires and a customer who changes leave nothing behind', async () => {
    await deeds.openCheckout(browser, deeds.tenOnce);
    const before = (await house.held()).filter((row) => String(row['pk']).startsWith('SUP#'));
    await house.advanceDays(1);
    updateCustomer(world, newest(world.customers).id, { email: 'other@example.org' });
    await house.drain();
    expect((await house.held()).filter((row) => String(row['pk']).startsWith('SUP#'))).toEqual(before);
  });

  test('a customer deleted at Stripe is known no more, and the money stays in the books', async () => {
    await give(deeds.fiveMonthly);
    const customer = String(subscription(world).customer);
    const payment = intent(world);
    deleteCustomer(world, customer);
    await house.drain();
    const held = await house.held();
    expect(held.filter((row) => row['pk'] === `SUP#${customer}`).map((row) => row['sk'])).toEqual(['STATE']);
    expect(held.filter((row) => String(row['pk']).startsWith('EMAIL#') && row['sk'] === customer)).toEqual([]);
    expect(held.find((row) => row['pk'] === `BOOK#${payment}`)).toMatchObject({ amountMinor: 500 });
    expect(await because()).toBe(401);
  });
});
