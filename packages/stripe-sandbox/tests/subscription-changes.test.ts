// What changes a subscription between two renewals: its end, a pause, a new amount, an invoice paid in another way.
import { beforeEach, describe, expect, test } from 'vitest';
import { idOf, newMember, type Stage, setStage, typesOf } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage();
});
const subscriptionOf = (id: string) => stage.stripe.subscriptions.retrieve(id);
const dayOf = (seconds: number | undefined) => new Date((seconds ?? 0) * 1000).toISOString().slice(0, 10);
const periodOf = async (id: string) => {
  const item = (await subscriptionOf(id)).items.data[0];
  return `${dayOf(item?.current_period_start)} ${dayOf(item?.current_period_end)}`;
};

describe('an end', () => {
  test('planned by the API shows in both fields and comes at the period end', async () => {
    const { subscription } = await newMember(stage);
    const planned = await stage.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect(planned).toMatchObject({
      status: 'active',
      cancel_at_period_end: true,
      cancel_at: subscription.items.data[0]?.current_period_end,
      cancellation_details: { reason: 'cancellation_requested' },
    });
    await stage.days(31);
    expect(await subscriptionOf(subscription.id)).toMatchObject({ status: 'canceled' });
    expect(dayOf((await subscriptionOf(subscription.id)).ended_at ?? 0)).toBe('2027-04-10');
    expect((await stage.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
  });

  test('planned for a moment by `cancel_at` is not undone by `cancel_at_period_end: false`, only by clearing it', async () => {
    const { subscription } = await newMember(stage);
    const at = Math.floor(stage.now() / 1000) + 5 * 86_400;
    await stage.stripe.subscriptions.update(subscription.id, { cancel_at: at });
    const still = await stage.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
    expect(still.cancel_at).toBe(at);
    const free = await stage.stripe.subscriptions.update(subscription.id, { cancel_at: '' });
    expect(free).toMatchObject({ cancel_at: null, canceled_at: null });
    await stage.days(6);
    expect((await subscriptionOf(subscription.id)).status).toBe('active');
  });

  test('at once says why, and the membership cannot be changed any more', async () => {
    const { subscription } = await newMember(stage);
    const ended = await stage.stripe.subscriptions.cancel(subscription.id, {
      cancellation_details: { feedback: 'too_expensive', comment: 'sorry' },
    });
    expect(ended).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'cancellation_requested', feedback: 'too_expensive', comment: 'sorry' },
    });
    await expect(stage.stripe.subscriptions.cancel(subscription.id)).rejects.toMatchObject({
      code: 'resource_missing',
    });
    await expect(
      stage.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  test('comes to all memberships of a customer who is deleted', async () => {
    const { session, subscription } = await newMember(stage);
    const customer = idOf(session.customer);
    expect(await stage.stripe.customers.del(customer)).toMatchObject({ deleted: true });
    expect(await stage.stripe.customers.retrieve(customer)).toEqual(
      expect.objectContaining({ id: customer, deleted: true }),
    );
    expect((await subscriptionOf(subscription.id)).status).toBe('canceled');
    await stage.sandbox.tick();
    expect(typesOf(stage.received).slice(-2)).toEqual(['customer.subscription.deleted', 'customer.deleted']);
    expect((await stage.stripe.customers.list()).data).toEqual([]);
  });
});

describe('a pause', () => {
  test('of the subscription stops its periods and invoices until it is resumed, which starts a new cycle', async () => {
    const { subscription } = await newMember(stage);
    const { id } = subscription;
    const paused = await stage.stripe.subscriptions.pause(id, { bill_for: { unused_time_from: { type: 'none' } } });
    expect(paused.status_details?.paused.subscription.type).toBe('pause_requested');
    await stage.days(60);
    expect(await periodOf(id)).toBe('2027-03-10 2027-04-10');
    const resumed = await stage.stripe.subscriptions.resume(id);
    expect(resumed.status).toBe('active');
    expect(resumed.status_details).toBeUndefined();
    expect(await periodOf(id)).toBe('2027-05-09 2027-06-09');
    await stage.days(32);
    expect(
      (await stage.stripe.invoices.list({ subscription: id })).data.map(({ billing_reason }) => billing_reason),
    ).toEqual(['subscription_cycle', 'subscription_update', 'subscription_create']);
  });

  test('of the collection leaves the status active', async () => {
    const { subscription } = await newMember(stage);
    await stage.stripe.subscriptions.update(subscription.id, { pause_collection: { behavior: 'void' } });
    await stage.days(32);
    expect((await subscriptionOf(subscription.id)).status).toBe('active');
    const [invoice] = (await stage.stripe.invoices.list({ subscription: subscription.id })).data;
    expect(invoice?.status).toBe('void');
  });

  test('of the collection ends by itself at a given time', async () => {
    const { subscription } = await newMember(stage);
    const resumes_at = Math.floor(stage.now() / 1000) + 10 * 86_400;
    const pause_collection = { behavior: 'keep_as_draft' as const, resumes_at };
    await stage.stripe.subscriptions.update(subscription.id, { pause_collection });
    await stage.days(32);
    expect((await subscriptionOf(subscription.id)).pause_collection).toBeNull();
    const [invoice] = (await stage.stripe.invoices.list({ subscription: subscription.id })).data;
    expect(invoice?.status).toBe('paid');
  });

  test('with the default credit for unused time is refused, because prorations are not simulated', async () => {
    const { subscription } = await newMember(stage);
    await expect(stage.stripe.subscriptions.pause(subscription.id)).rejects.toMatchObject({
      code: 'sandbox_unsupported',
    });
  });
});

describe('a new amount', () => {
  const newAmount = async (id: string, unit_amount: number) => {
    const [item] = (await subscriptionOf(id)).items.data;
    return stage.stripe.subscriptions.update(id, {
      proration_behavior: 'none',
      items: [
        {
          id: idOf(item),
          price_data: {
            currency: 'usd',
            product: idOf(item?.price.product),
            recurring: { interval: 'month' },
            unit_amount,
          },
        },
      ],
    });
  };

  test('is charged from the next period on', async () => {
    const { subscription } = await newMember(stage);
    const changed = await newAmount(subscription.id, 1200);
    expect(changed.items.data[0]?.price.unit_amount).toBe(1200);
    expect((await stage.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
    await stage.days(32);
    const [invoice] = (await stage.stripe.invoices.list({ subscription: subscription.id })).data;
    expect(invoice).toMatchObject({ amount_paid: 1200, status: 'paid' });
  });

  test('too small to be charged is paid on paper and owed with the next invoice', async () => {
    const { session, subscription } = await newMember(stage);
    await newAmount(subscription.id, 30);
    await stage.days(32);
    const [first] = (await stage.stripe.invoices.list({ subscription: subscription.id })).data;
    expect(first).toMatchObject({ status: 'paid', amount_due: 0, amount_paid: 0, total: 30 });
    expect(await stage.stripe.customers.retrieve(idOf(session.customer))).toMatchObject({ balance: 30 });
    await stage.days(31);
    const [second] = (await stage.stripe.invoices.list({ subscription: subscription.id })).data;
    expect(second).toMatchObject({
      status: 'paid',
      amount_due: 60,
      amount_paid: 60,
      starting_balance: 30,
      ending_balance: 0,
    });
  });

  test('without saying that nothing is prorated is refused', async () => {
    const { subscription } = await newMember(stage);
    const [item] = subscription.items.data;
    const price_data = {
      currency: 'usd',
      product: idOf(item?.price.product),
      recurring: { interval: 'month' as const },
      unit_amount: 900,
    };
    await expect(
      stage.stripe.subscriptions.update(subscription.id, { items: [{ id: idOf(item), price_data }] }),
    ).rejects.toMatchObject({ code: 'sandbox_unsupported', param: 'proration_behavior' });
  });
});

describe('an invoice paid otherwise', () => {
  test('from credit has no payment intent and no invoice payment', async () => {
    const { session, subscription } = await newMember(stage);
    await stage.stripe.customers.update(idOf(session.customer), { balance: -700 });
    await stage.days(32);
    const [invoice] = (await stage.stripe.invoices.list({ subscription: subscription.id, expand: ['data.payments'] }))
      .data;
    expect(invoice).toMatchObject({ status: 'paid', total: 500, amount_due: 0, amount_paid: 0, ending_balance: -200 });
    expect(invoice?.payments?.data).toEqual([]);
  });

  test('outside Stripe is paid, fires invoice.paid, and cancels its intent', async () => {
    const { subscription } = await newMember(stage);
    await stage.command(`/subscriptions/${subscription.id}/renewals`, { outcome: 'fails' });
    await stage.days(32);
    const id = idOf((await subscriptionOf(subscription.id)).latest_invoice);
    const invoice = await stage.stripe.invoices.pay(id, { paid_out_of_band: true });
    await stage.sandbox.tick();
    expect(invoice).toMatchObject({ status: 'paid', amount_paid_off_stripe: 500 });
    expect((await subscriptionOf(subscription.id)).status).toBe('active');
    expect(typesOf(stage.received).slice(-6)).toContain('payment_intent.canceled');
    expect(typesOf(stage.received).slice(-6)).toContain('invoice.paid');
  });
});
