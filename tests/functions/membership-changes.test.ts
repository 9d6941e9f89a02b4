// Every change of a membership, through the signed webhook, the queue and the sync function into DynamoDB Local. After
// each change the stored state equals Stripe's, and the browser gets the standing that follows from it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cancelSubscription } from '../../packages/stripe-sandbox/source/billing/cancel-subscription.ts';
import { pauseSubscription } from '../../packages/stripe-sandbox/source/billing/pause-subscription.ts';
import { payInvoice } from '../../packages/stripe-sandbox/source/billing/pay-now.ts';
import { resumeSubscription } from '../../packages/stripe-sandbox/source/billing/resume-subscription.ts';
import { updateRow } from '../../packages/stripe-sandbox/source/billing/subscription.ts';
import { updateSubscription } from '../../packages/stripe-sandbox/source/billing/update-subscription.ts';
import { createProduct } from '../../packages/stripe-sandbox/source/catalog/product.ts';
import { updateCustomer } from '../../packages/stripe-sandbox/source/customers/customer.ts';
import { decideBankDebit } from '../../packages/stripe-sandbox/source/payments/bank-debit.ts';
import { createRefund } from '../../packages/stripe-sandbox/source/payments/refund.ts';
import { cancelInPortal, createPortalSession } from '../../packages/stripe-sandbox/source/portal/portal-session.ts';
import type { World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { day } from '../../shared/core/time.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { type Giver, newestIn, newestIntent, newestSubscription, newGiver } from '../support/giver.ts';
import * as steps from '../support/newsroom-steps.ts';

describe.skipIf(isTableMissing())('the changes of a membership', () => {
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

  // First: only a world without other supporters can skip a whole year in one step.
  test('a failed annual renewal has two weeks of grace from the end of the paid year', async () => {
    await giver.give({ ...steps.fiveMonthly, frequency: 'annual', amountMinor: 5000 });
    world.settings = { ...world.settings, afterLastRetry: 'past_due' };
    world.renewalOutcomes.set(newestSubscription(world).id, 'fails');
    await harness.advanceDays(1);
    await harness.wait(364 * day);
    await harness.advanceDays(2);
    await giver.expectTruth();
    // Stripe's own period has moved on by a year, so it must not decide the standing.
    expect(newestSubscription(world).items.data[0]?.current_period_end).toBeGreaterThan(
      (harness.now() + 300 * day) / 1000,
    );
    expect([newestSubscription(world).status, await giver.reason()]).toEqual(['past_due', 'grace']);
    await harness.advanceDays(14);
    await giver.expectTruth();
    expect([newestSubscription(world).status, await giver.reason()]).toEqual(['past_due', 'none']);
    world.settings = { ...world.settings, afterLastRetry: 'cancel' };
  });

  test('a membership renews with its changed amount', async () => {
    await giver.give(steps.fiveMonthly);
    const [item] = newestSubscription(world).items.data;
    // Stripe makes no price for the product that Checkout made inline: staff take an active one.
    const { id: product } = createProduct(world, { name: 'Contribution' });
    const price_data = { currency: 'usd', product, recurring: { interval: 'month' as const }, unit_amount: 900 };
    updateSubscription(world, newestSubscription(world).id, {
      items: [{ id: item?.id ?? '', price_data }],
      proration_behavior: 'none',
    });
    await giver.expectTruth();
    await harness.advanceDays(32);
    await giver.expectTruth();
    expect(newestSubscription(world).items.data[0]?.price.unit_amount).toBe(900);
    expect(await giver.reason()).toBe('membership');
  });

  test('a failed renewal has grace, and recovers', async () => {
    await giver.give(steps.fiveMonthly);
    world.renewalOutcomes.set(newestSubscription(world).id, 'fails');
    await harness.advanceDays(32);
    await giver.expectTruth();
    expect([newestSubscription(world).status, await giver.reason()]).toEqual(['past_due', 'grace']);
    world.renewalOutcomes.set(newestSubscription(world).id, 'paid');
    await harness.advanceDays(6);
    await giver.expectTruth();
    expect([newestSubscription(world).status, await giver.reason()]).toEqual(['active', 'membership']);
  });

  test.each(['cancel', 'unpaid', 'pause'] as const)(
    'a renewal that never succeeds ends the standing (%s)',
    async (afterLastRetry) => {
      await giver.give(steps.fiveMonthly);
      world.settings = { ...world.settings, afterLastRetry };
      world.renewalOutcomes.set(newestSubscription(world).id, 'fails');
      await harness.advanceDays(52);
      await giver.expectTruth();
      expect(newestSubscription(world).status).not.toBe('past_due');
      expect(await giver.reason()).toBe('none');
    },
  );

  test('a cancellation by the portal or the API keeps the standing until the period ends, and can be undone', async () => {
    await giver.give(steps.fiveMonthly);
    const { id, customer } = newestSubscription(world);
    const portal = createPortalSession(world, { customer: String(customer), return_url: 'https://meridian.example' });
    cancelInPortal(world, portal, id);
    expect(newestSubscription(world)).toMatchObject({ cancel_at_period_end: false, cancel_at: expect.any(Number) });
    await giver.expectTruth();
    updateSubscription(world, id, { cancel_at: null });
    await giver.expectTruth();
    updateSubscription(world, id, { cancel_at_period_end: true });
    await giver.expectTruth();
    expect(await giver.reason()).toBe('membership');
    await harness.advanceDays(33);
    await giver.expectTruth();
    expect([newestSubscription(world).status, await giver.reason()]).toEqual(['canceled', 'none']);
  });

  test('a membership that ends at once keeps the standing that was paid for', async () => {
    await giver.give(steps.fiveMonthly);
    cancelSubscription(world, newestSubscription(world).id);
    await giver.expectTruth();
    expect(await giver.reason()).toBe('membership');
  });

  test('a membership is paused and resumed as Stripe says', async () => {
    await giver.give(steps.fiveMonthly);
    const { id } = newestSubscription(world);
    pauseSubscription(world, id, { type: 'subscription', bill_for: { unused_time_from: { type: 'none' } } });
    await giver.expectTruth();
    // The paid period counts to its end; after it, a paused membership has no grace.
    expect(await giver.reason()).toBe('membership');
    await harness.advanceDays(32);
    await giver.expectTruth();
    expect([newestSubscription(world).status, await giver.reason()]).toEqual(['paused', 'none']);
    resumeSubscription(world, id, { billing_cycle_anchor: { type: 'now' }, proration_behavior: 'none' });
    await harness.advanceDays(1);
    await giver.expectTruth();
    expect([newestSubscription(world).status, await giver.reason()]).toEqual(['active', 'membership']);
  });

  test('a refunded month of an active membership gives no standing', async () => {
    await giver.give(steps.fiveMonthly);
    createRefund(world, { payment_intent: newestIntent(world), amount: 200 });
    await giver.expectTruth();
    expect(await giver.reason()).toBe('membership');
    createRefund(world, { payment_intent: newestIntent(world), amount: 200 });
    await giver.expectTruth();
    expect([newestSubscription(world).status, await giver.reason()]).toEqual(['active', 'none']);
  });

  test('a membership whose first payment fails changes no standing', async () => {
    await giver.give(steps.fiveMonthly, 'bank_debit');
    await giver.expectTruth();
    expect([newestSubscription(world).status, await giver.reason()]).toEqual(['active', 'none']);
    decideBankDebit(world, newestIntent(world), 'failed');
    await giver.expectTruth();
    expect(await giver.reason()).toBe('none');
    updateRow(world, newestSubscription(world), { status: 'incomplete' });
    await giver.expectTruth();
    updateRow(world, newestSubscription(world), { status: 'incomplete_expired' });
    await giver.expectTruth();
    expect(await giver.reason()).toBe('none');
  });

  test('staff grant standing to a membership without a payment', async () => {
    await giver.give(steps.fiveMonthly);
    createRefund(world, { payment_intent: newestIntent(world) });
    const lastDay = new Date(world.now + 90 * 86_400_000).toISOString().slice(0, 10);
    updateSubscription(world, newestSubscription(world).id, { metadata: { mainstay_grant: lastDay } });
    await giver.expectTruth();
    expect(await giver.reason()).toBe('granted');
  });

  /** The payment that represents the newest invoice itself, because no intent paid it. */
  const ofInvoice = async () =>
    (await harness.held()).find((row) => row['sk'] === `PAYMENT#${newestIn(world.invoices).id}`);

  test('an invoice paid out of band gives standing for its period, and counts', async () => {
    await giver.give(steps.fiveMonthly);
    world.renewalOutcomes.set(newestSubscription(world).id, 'fails');
    await harness.advanceDays(32);
    expect(await giver.reason()).toBe('grace');
    payInvoice(world, newestIn(world.invoices).id, { paid_out_of_band: true });
    await giver.expectTruth();
    expect([newestSubscription(world).status, await giver.reason()]).toEqual(['active', 'membership']);
    expect(await ofInvoice()).toMatchObject({
      status: 'confirmed',
      amountMinor: 500,
      counted: { amountMinor: 500 },
    });
  });

  test('an invoice paid from credit gives standing for its period, and counts nothing a second time', async () => {
    await giver.give(steps.fiveMonthly);
    updateCustomer(world, String(newestSubscription(world).customer), { balance: -700 });
    await harness.advanceDays(32);
    await giver.expectTruth();
    expect(await giver.reason()).toBe('membership');
    expect(await ofInvoice()).toMatchObject({ status: 'confirmed', amountMinor: 0, counted: null });
    // Two fifty of the credit are left for the next month's five: the rest is charged.
    await harness.advanceDays(31);
    await giver.expectTruth();
    const last = (await harness.held()).find((row) => row['id'] === newestIntent(world));
    expect(last).toMatchObject({ status: 'confirmed', amountMinor: 300, counted: { amountMinor: 300 } });
    expect(await giver.reason()).toBe('membership');
  });
});
