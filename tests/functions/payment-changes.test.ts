// Every change of a payment and of its customer, through the signed webhook, the queue and the sync function into DynamoDB
// Local. After each change the stored state equals Stripe's, and the browser gets the standing that follows from it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deleteCustomer, updateCustomer } from '../../packages/stripe-sandbox/source/customers/customer.ts';
import { decideBankDebit } from '../../packages/stripe-sandbox/source/payments/bank-debit.ts';
import { decideDispute, openDispute, warnOfFraud } from '../../packages/stripe-sandbox/source/payments/dispute.ts';
import { createRefund, finishRefund } from '../../packages/stripe-sandbox/source/payments/refund.ts';
import type { World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { type Giver, newestIn, newestIntent, newestSubscription, newGiver } from '../support/giver.ts';
import * as steps from '../support/newsroom-steps.ts';
import { signed, stripeEvent } from '../support/signed-webhook.ts';

describe.skipIf(isTableMissing())('the changes of a payment', () => {
  let harness: DeployedHarness;
  let world: World;
  let giver: Giver;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  beforeEach(() => {
    world = harness.sandbox.state.world;
    giver = newGiver(harness);
  });
  afterAll(() => harness?.stop());

  test('several partial refunds end the standing, and a refund that fails later restores it', async () => {
    await giver.give(steps.tenOnce);
    createRefund(world, { payment_intent: newestIntent(world), amount: 300 });
    await giver.expectTruth();
    expect(await giver.reason()).toBe('gift');
    world.settings = { ...world.settings, refunds: 'pending' };
    const second = createRefund(world, { payment_intent: newestIntent(world), amount: 600 });
    await giver.expectTruth();
    expect(await giver.reason()).toBe('none');
    finishRefund(world, second.id, 'failed');
    await giver.expectTruth();
    expect(await giver.reason()).toBe('gift');
  });

  test.each([
    ['won', 'gift'],
    ['lost', 'none'],
  ] as const)('a dispute that is %s gives the standing %s', async (outcome, reason) => {
    await giver.give(steps.tenOnce);
    const dispute = openDispute(world, { paymentIntent: newestIntent(world) });
    await giver.expectTruth();
    expect(await giver.reason()).toBe('gift');
    decideDispute(world, dispute.id, outcome);
    await giver.expectTruth();
    expect(await giver.reason()).toBe(reason);
  });

  test('a refund, a dispute and a fraud warning that arrive before their payment find its supporter', async () => {
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
      happens(newestIntent(world));
      await steps.letWebhooksGo(harness);
      await harness.drain();
      const held = (await harness.held()).find((row) => row['id'] === newestIntent(world));
      expect(held).toMatchObject({ status: 'confirmed', purpose: { kind: 'period' }, campaign: 'ad-free' });
      deliveries.pending.push(...late);
      await giver.expectTruth();
    }
  });

  test('an inquiry and a fraud warning change no money and no standing', async () => {
    await giver.give(steps.tenOnce);
    warnOfFraud(world, newestIntent(world));
    const inquiry = openDispute(world, { paymentIntent: newestIntent(world), inquiry: true });
    await giver.expectTruth();
    decideDispute(world, inquiry.id, 'warning_closed');
    await giver.expectTruth();
    expect(await giver.reason()).toBe('gift');
  });

  test.each([
    ['succeeded', steps.tenOnce, 'gift'],
    ['failed', steps.tenOnce, 'none'],
    ['succeeded', steps.fiveMonthly, 'membership'],
    ['failed', steps.fiveMonthly, 'none'],
  ] as const)('a bank debit that %s days later (%j)', async (outcome, input, reason) => {
    await giver.give(input, 'bank_debit');
    await giver.expectTruth();
    expect(await giver.reason()).toBe('none');
    decideBankDebit(world, newestIntent(world), outcome);
    await giver.expectTruth();
    expect(await giver.reason()).toBe(reason);
  });

  test('a gift in another currency is settled after its charge, and the total changes with it', async () => {
    await giver.give({ ...steps.tenOnce, currency: 'eur', amountMinor: 5000 });
    const id = newestIntent(world);
    const row = async () => (await harness.held()).find((each) => each['id'] === id);
    // The configured rate counts until Stripe says what reached the balance.
    expect(await row()).toMatchObject({ settled: null, counted: { campaign: 'ad-free', amountMinor: 5400 } });
    await harness.advanceDays(1);
    await giver.expectTruth();
    expect(await row()).toMatchObject({
      settled: { currency: 'usd', amountMinor: 5500 },
      counted: { campaign: 'ad-free', amountMinor: 5500 },
    });
  });

  test('an expired checkout and a changed customer leave no row', async () => {
    await steps.openCheckout(giver.browser, steps.tenOnce);
    const before = (await harness.held()).filter((row) => String(row['pk']).startsWith('SUP#'));
    await harness.advanceDays(1);
    const changed = updateCustomer(world, newestIn(world.customers).id, { email: 'other@example.org' });
    // An endpoint that follows all event types delivers this one too: it is accepted and ignored.
    const { body, signature } = signed(stripeEvent('customer.updated', changed), harness.now());
    const shown = { method: 'POST', path: '/v1/stripe/events', body, headers: { 'stripe-signature': signature } };
    expect((await harness.ask(shown)).statusCode).toBe(200);
    expect(await harness.syncRequests.count()).toBe(0);
    expect(harness.log()).toContain('unfollowed-type');
    await harness.drain();
    expect((await harness.held()).filter((row) => String(row['pk']).startsWith('SUP#'))).toEqual(before);
  });

  test('a customer deleted at Stripe is forgotten, and the payment stays as an anonymous one', async () => {
    await giver.give(steps.fiveMonthly);
    const customer = String(newestSubscription(world).customer);
    const payment = newestIntent(world);
    deleteCustomer(world, customer);
    await harness.drain();
    const held = await harness.held();
    expect(held.filter((row) => row['pk'] === `SUP#${customer}`).map((row) => row['sk'])).toEqual(['STATE']);
    expect(held.filter((row) => String(row['pk']).startsWith('EMAIL#') && row['sk'] === customer)).toEqual([]);
    expect(held.find((row) => row['pk'] === `ANONYMOUS#${payment}`)).toMatchObject({ amountMinor: 500 });
    expect(await giver.reason()).toBe(401);
  });
});
