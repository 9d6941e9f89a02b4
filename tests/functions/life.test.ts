// Every change of a giver's life, through the signed webhook, the queue and the worker into DynamoDB Local: after each,
// what is stored is what Stripe says, and the giver's browser is told the standing that follows from it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cancelSubscription } from '../../packages/stripe-sandbox/source/billing/cancel-subscription.ts';
import { pauseSubscription } from '../../packages/stripe-sandbox/source/billing/pause-subscription.ts';
import { payInvoice } from '../../packages/stripe-sandbox/source/billing/pay-now.ts';
import { resumeSubscription } from '../../packages/stripe-sandbox/source/billing/resume-subscription.ts';
import { updateRow } from '../../packages/stripe-sandbox/source/billing/subscription.ts';
import { updateSubscription } from '../../packages/stripe-sandbox/source/billing/update-subscription.ts';
import { deleteCustomer, updateCustomer } from '../../packages/stripe-sandbox/source/customers/customer.ts';
import { decideBankDebit } from '../../packages/stripe-sandbox/source/payments/bank-debit.ts';
import { decideDispute, openDispute, warnOfFraud } from '../../packages/stripe-sandbox/source/payments/dispute.ts';
import { createRefund, finishRefund } from '../../packages/stripe-sandbox/source/payments/refund.ts';
import { cancelInPortal, createPortalSession } from '../../packages/stripe-sandbox/source/portal/portal-session.ts';
import type { World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { day } from '../../shared/core/time.ts';
import { truthOf } from '../simulation/invariants.ts';
import { openNewsroom } from '../simulation/plugs.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import * as steps from '../support/newsroom-steps.ts';
import { signed, stripeEvent } from '../support/signed-webhook.ts';

/** The newest of a kind: each test gives anew. */
const newest = <T>(table: ReadonlyMap<string, T>): T => {
  const found = [...table.values()].at(-1);
  if (found === undefined) throw new Error('nothing of the kind was made');
  return found;
};
const subscription = (world: World) => newest(world.subscriptions);
const intent = (world: World) => newest(world.paymentIntents).id;

describe.skipIf(isTableMissing())('a giver’s life', () => {
  let harness: DeployedHarness;
  let world: World;
  let browser: ReturnType<DeployedHarness['browser']>;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  beforeEach(() => {
    world = harness.sandbox.state.world;
    browser = harness.browser();
  });
  afterAll(() => harness?.stop());

  async function give(input: object, method: steps.Method = 'card') {
    const opened = await steps.openCheckout(browser, { ...input, campaign: 'ad-free' });
    await steps.pay(harness, opened, method);
    await steps.comeBack(browser, opened);
    await harness.drain();
  }
  const because = async (): Promise<unknown> => {
    const said = await steps.readStanding(browser);
    return said.status === 200
      ? Reflect.get(Object(Reflect.get(Object(said.json), 'standing')), 'reason')
      : said.status;
  };
  /** Part for part, what Stripe says of everybody who ever gave here. */
  async function expectTruth() {
    await harness.drain();
    const truth = [...(await truthOf(world, openNewsroom(world, 1, 'none'))).values()].flat();
    const held = (await harness.held()).filter((row) => /^(?:MEMBERSHIP|PAYMENT)#/.test(String(row['sk'])));
    const plain = held.map(({ pk: _pk, sk: _sk, version: _v, counted: _c, shard: _s, ...part }) => part);
    const inOrder = (parts: readonly object[]) =>
      [...parts].sort((one, other) => (String(Reflect.get(one, 'id')) < String(Reflect.get(other, 'id')) ? -1 : 1));
    expect(inOrder(plain)).toEqual(inOrder(truth));
  }

  // First, because only a world with nobody else in it can skip a year at once.
  test('an annual renewal that fails is waited for two weeks from the end of what was paid', async () => {
    await give({ ...steps.fiveMonthly, frequency: 'annual', amountMinor: 5000 });
    world.settings = { ...world.settings, afterLastRetry: 'past_due' };
    world.renewalOutcomes.set(subscription(world).id, 'fails');
    await harness.advanceDays(1);
    await harness.wait(364 * day);
    await harness.advanceDays(2);
    await expectTruth();
    // Stripe's own period has moved on by a year: it says nothing about standing.
    expect(subscription(world).items.data[0]?.current_period_end).toBeGreaterThan((harness.now() + 300 * day) / 1000);
    expect([subscription(world).status, await because()]).toEqual(['past_due', 'grace']);
    await harness.advanceDays(14);
    await expectTruth();
    expect([subscription(world).status, await because()]).toEqual(['past_due', 'none']);
    world.settings = { ...world.settings, afterLastRetry: 'cancel' };
  });

  test('a membership renews, its amount changes, and it goes on', async () => {
    await give(steps.fiveMonthly);
    const [item] = subscription(world).items.data;
    const product = String(item?.price.product);
    const price_data = { currency: 'usd', product, recurring: { interval: 'month' as const }, unit_amount: 900 };
    updateSubscription(world, subscription(world).id, {
      items: [{ id: item?.id ?? '', price_data }],
      proration_behavior: 'none',
    });
    await expectTruth();
    await harness.advanceDays(32);
    await expectTruth();
    expect(subscription(world).items.data[0]?.price.unit_amount).toBe(900);
    expect(await because()).toBe('membership');
  });

  test('a failed renewal is waited for, and recovers', async () => {
    await give(steps.fiveMonthly);
    world.renewalOutcomes.set(subscription(world).id, 'fails');
    await harness.advanceDays(32);
    await expectTruth();
    expect([subscription(world).status, await because()]).toEqual(['past_due', 'grace']);
    world.renewalOutcomes.set(subscription(world).id, 'paid');
    await harness.advanceDays(6);
    await expectTruth();
    expect([subscription(world).status, await because()]).toEqual(['active', 'membership']);
  });

  test.each(['cancel', 'unpaid', 'pause'] as const)(
    'a renewal that never comes ends without asks no more (%s)',
    async (afterLastRetry) => {
      await give(steps.fiveMonthly);
      world.settings = { ...world.settings, afterLastRetry };
      world.renewalOutcomes.set(subscription(world).id, 'fails');
      await harness.advanceDays(52);
      await expectTruth();
      expect(subscription(world).status).not.toBe('past_due');
      expect(await because()).toBe('none');
    },
  );

  test('a cancel by the portal and one by the API are honoured until the end, and may be taken back', async () => {
    await give(steps.fiveMonthly);
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
    await harness.advanceDays(33);
    await expectTruth();
    expect([subscription(world).status, await because()]).toEqual(['canceled', 'none']);
  });

  test('ended at once, what was paid for is honoured', async () => {
    await give(steps.fiveMonthly);
    cancelSubscription(world, subscription(world).id);
    await expectTruth();
    expect(await because()).toBe('membership');
  });

  test('paused and resumed, it is as Stripe says', async () => {
    await give(steps.fiveMonthly);
    const { id } = subscription(world);
    pauseSubscription(world, id, { type: 'subscription', bill_for: { unused_time_from: { type: 'none' } } });
    await expectTruth();
    // What was paid for is honoured, and after it a paused one is not waited for.
    expect(await because()).toBe('membership');
    await harness.advanceDays(32);
    await expectTruth();
    expect([subscription(world).status, await because()]).toEqual(['paused', 'none']);
    resumeSubscription(world, id, { billing_cycle_anchor: { type: 'now' }, proration_behavior: 'none' });
    await harness.advanceDays(1);
    await expectTruth();
    expect([subscription(world).status, await because()]).toEqual(['active', 'membership']);
  });

  test('a month of an active membership that is refunded is no longer stood for', async () => {
    await give(steps.fiveMonthly);
    createRefund(world, { payment_intent: intent(world), amount: 200 });
    await expectTruth();
    expect(await because()).toBe('membership');
    createRefund(world, { payment_intent: intent(world), amount: 200 });
    await expectTruth();
    expect([subscription(world).status, await because()]).toEqual(['active', 'none']);
  });

  test('one that never came about gives nothing and takes nothing', async () => {
    await give(steps.fiveMonthly, 'bank_debit');
    await expectTruth();
    expect([subscription(world).status, await because()]).toEqual(['active', 'none']);
    decideBankDebit(world, intent(world), 'failed');
    await expectTruth();
    expect(await because()).toBe('none');
    updateRow(world, subscription(world), { status: 'incomplete' });
    await expectTruth();
    updateRow(world, subscription(world), { status: 'incomplete_expired' });
    await expectTruth();
    expect(await because()).toBe('none');
  });

  test('staff let a membership stand without money', async () => {
    await give(steps.fiveMonthly);
    createRefund(world, { payment_intent: intent(world) });
    const lastDay = new Date(world.now + 90 * 86_400_000).toISOString().slice(0, 10);
    updateSubscription(world, subscription(world).id, { metadata: { mainstay_grant: lastDay } });
    await expectTruth();
    expect(await because()).toBe('granted');
  });

  test('several partial refunds take the standing with the money, and one that fails later gives both back', async () => {
    await give(steps.tenOnce);
    createRefund(world, { payment_intent: intent(world), amount: 300 });
    await expectTruth();
    expect(await because()).toBe('gift');
    world.settings = { ...world.settings, refunds: 'pending' };
    const second = createRefund(world, { payment_intent: intent(world), amount: 600 });
    await expectTruth();
    expect(await because()).toBe('none');
    finishRefund(world, second.id, 'failed');
    await expectTruth();
    expect(await because()).toBe('gift');
  });

  test.each([
    ['won', 'gift'],
    ['lost', 'none'],
  ] as const)('a dispute that is %s', async (outcome, reason) => {
    await give(steps.tenOnce);
    const dispute = openDispute(world, { paymentIntent: intent(world) });
    await expectTruth();
    expect(await because()).toBe('gift');
    decideDispute(world, dispute.id, outcome);
    await expectTruth();
    expect(await because()).toBe(reason);
  });

  test('a refund, a dispute and a warning that arrive before their payment find whose it is', async () => {
    for (const happens of [
      (payment: string) => warnOfFraud(world, payment),
      (payment: string) => createRefund(world, { payment_intent: payment, amount: 300 }),
      (payment: string) => openDispute(world, { paymentIntent: payment }),
    ]) {
      const { deliveries } = harness.sandbox.state;
      await steps.holdWebhooks(harness);
      await steps.pay(
        harness,
        await steps.openCheckout(harness.browser(), { ...steps.fiveMonthly, campaign: 'ad-free' }),
      );
      await harness.sandbox.tick();
      const late = deliveries.pending.splice(0);
      happens(intent(world));
      await steps.letWebhooksGo(harness);
      await harness.drain();
      const held = (await harness.held()).find((row) => row['id'] === intent(world));
      expect(held).toMatchObject({ status: 'confirmed', purpose: { kind: 'period' }, campaign: 'ad-free' });
      deliveries.pending.push(...late);
      await expectTruth();
    }
  });

  test('an inquiry and a fraud warning move no money and no standing', async () => {
    await give(steps.tenOnce);
    warnOfFraud(world, intent(world));
    const inquiry = openDispute(world, { paymentIntent: intent(world), inquiry: true });
    await expectTruth();
    decideDispute(world, inquiry.id, 'warning_closed');
    await expectTruth();
    expect(await because()).toBe('gift');
  });

  test.each([
    ['succeeded', steps.tenOnce, 'gift'],
    ['failed', steps.tenOnce, 'none'],
    ['succeeded', steps.fiveMonthly, 'membership'],
    ['failed', steps.fiveMonthly, 'none'],
  ] as const)('a bank debit that %s days later (%j)', async (outcome, input, reason) => {
    await give(input, 'bank_debit');
    await expectTruth();
    expect(await because()).toBe('none');
    decideBankDebit(world, intent(world), outcome);
    await expectTruth();
    expect(await because()).toBe(reason);
  });

  test('a gift in another currency is settled after its charge, and the total follows', async () => {
    await give({ ...steps.tenOnce, currency: 'eur', amountMinor: 5000 });
    const id = intent(world);
    const row = async () => (await harness.held()).find((each) => each['id'] === id);
    // The configured rate until Stripe says what reached the balance.
    expect(await row()).toMatchObject({ settled: null, counted: { campaign: 'ad-free', amountMinor: 5400 } });
    await harness.advanceDays(1);
    await expectTruth();
    expect(await row()).toMatchObject({
      settled: { currency: 'usd', amountMinor: 5500 },
      counted: { campaign: 'ad-free', amountMinor: 5500 },
    });
  });

  /** The payment that stands for the newest invoice itself, because no intent paid it. */
  const ofInvoice = async () =>
    (await harness.held()).find((row) => row['sk'] === `PAYMENT#${newest(world.invoices).id}`);

  test('an invoice paid out of band stands for its period, and counts', async () => {
    await give(steps.fiveMonthly);
    world.renewalOutcomes.set(subscription(world).id, 'fails');
    await harness.advanceDays(32);
    expect(await because()).toBe('grace');
    payInvoice(world, newest(world.invoices).id, { paid_out_of_band: true });
    await expectTruth();
    expect([subscription(world).status, await because()]).toEqual(['active', 'membership']);
    expect(await ofInvoice()).toMatchObject({
      status: 'confirmed',
      amountMinor: 500,
      counted: { amountMinor: 500 },
    });
  });

  test('an invoice paid from credit stands for its period, and counts nothing a second time', async () => {
    await give(steps.fiveMonthly);
    updateCustomer(world, String(subscription(world).customer), { balance: -700 });
    await harness.advanceDays(32);
    await expectTruth();
    expect(await because()).toBe('membership');
    expect(await ofInvoice()).toMatchObject({ status: 'confirmed', amountMinor: 0, counted: null });
    // Two fifty of credit are left of the next month's five: the rest is charged.
    await harness.advanceDays(31);
    await expectTruth();
    const last = (await harness.held()).find((row) => row['id'] === intent(world));
    expect(last).toMatchObject({ status: 'confirmed', amountMinor: 300, counted: { amountMinor: 300 } });
    expect(await because()).toBe('membership');
  });

  test('a checkout that expires and a customer who changes leave nothing behind', async () => {
    await steps.openCheckout(browser, steps.tenOnce);
    const before = (await harness.held()).filter((row) => String(row['pk']).startsWith('SUP#'));
    await harness.advanceDays(1);
    const changed = updateCustomer(world, newest(world.customers).id, { email: 'other@example.org' });
    // An endpoint that somebody made with all types tells of it too: it is heard, and there is nothing to do.
    const { body, signature } = signed(stripeEvent('customer.updated', changed), harness.now());
    const shown = { method: 'POST', path: '/v1/stripe/events', body, headers: { 'stripe-signature': signature } };
    expect((await harness.ask(shown)).statusCode).toBe(200);
    expect(await harness.syncRequests.count()).toBe(0);
    expect(harness.log()).toContain('unfollowed-type');
    await harness.drain();
    expect((await harness.held()).filter((row) => String(row['pk']).startsWith('SUP#'))).toEqual(before);
  });

  test('a customer deleted at Stripe is known no more, and the money stays in the accounts', async () => {
    await give(steps.fiveMonthly);
    const customer = String(subscription(world).customer);
    const payment = intent(world);
    deleteCustomer(world, customer);
    await harness.drain();
    const held = await harness.held();
    expect(held.filter((row) => row['pk'] === `SUP#${customer}`).map((row) => row['sk'])).toEqual(['STATE']);
    expect(held.filter((row) => String(row['pk']).startsWith('EMAIL#') && row['sk'] === customer)).toEqual([]);
    expect(held.find((row) => row['pk'] === `ANONYMOUS#${payment}`)).toMatchObject({ amountMinor: 500 });
    expect(await because()).toBe(401);
  });
});
