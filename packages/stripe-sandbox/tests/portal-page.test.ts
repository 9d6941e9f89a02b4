// The billing portal's page: plain forms without script. They change only what the configuration allows, and only for the
// customer of the link.
import { beforeEach, describe, expect, test } from 'vitest';
import { idOf, newMember, type Stage, setStage } from './stage.ts';
import { unlabelled } from './unlabelled.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage({ settings: { accountName: 'The <Gazette>' } });
});

describe('the portal', () => {
  const openPortal = async (more: object = {}) => {
    const { session, subscription } = await newMember(stage);
    const customer = idOf(session.customer);
    const portal = await stage.stripe.billingPortal.sessions.create({
      customer,
      return_url: 'http://site.test/me',
      ...more,
    });
    return { portal, subscription, customer, path: new URL(portal.url).pathname };
  };
  const subscriptionOf = (id: string) => stage.stripe.subscriptions.retrieve(id);

  test('shows what the membership costs, when it goes on, its invoices and the way back', async () => {
    const { path } = await openPortal();
    const { status, text } = await stage.page(path);
    expect(status).toBe(200);
    for (const words of ['5.00 USD per month', '10 April 2027', 'Cancel membership', 'Return to site', 'paid'])
      expect(text).toContain(words);
    expect(unlabelled(text)).toEqual([]);
  });

  test('cancels by naming the moment, as flexible billing does, after asking once', async () => {
    const { path, subscription } = await openPortal();
    const question = await stage.page(`${path}/memberships/${subscription.id}/cancel`);
    expect(question.text).toContain('It stays until 10 April 2027');
    expect((await subscriptionOf(subscription.id)).cancel_at).toBeNull();
    const answer = await stage.page(`${path}/memberships/${subscription.id}/cancel`, {});
    expect(answer.status).toBe(303);
    expect(await subscriptionOf(subscription.id)).toMatchObject({
      status: 'active',
      cancel_at: subscription.items.data[0]?.current_period_end,
      cancel_at_period_end: false,
      cancellation_details: { reason: 'cancellation_requested' },
    });
    expect((await stage.page(path)).text).toContain('Renew membership');
    await stage.days(31);
    expect((await subscriptionOf(subscription.id)).status).toBe('canceled');
  });

  test('takes a cancel back', async () => {
    const { path, subscription } = await openPortal();
    await stage.page(`${path}/memberships/${subscription.id}/cancel`, {});
    await stage.page(`${path}/memberships/${subscription.id}/renew`, {});
    expect(await subscriptionOf(subscription.id)).toMatchObject({ cancel_at: null, canceled_at: null });
    await stage.days(32);
    expect((await subscriptionOf(subscription.id)).status).toBe('active');
  });

  test('changes the card, and a bad one fails at the next renewal', async () => {
    const { path, subscription } = await openPortal();
    await stage.page(`${path}/card`, { card: 'bad' });
    await stage.days(32);
    expect((await subscriptionOf(subscription.id)).status).toBe('past_due');
    const again = await stage.stripe.billingPortal.sessions.create({ customer: idOf(subscription.customer) });
    await stage.page(`${again.url}/card`, { card: 'good' });
    await stage.days(1);
    expect((await subscriptionOf(subscription.id)).status).toBe('active');
  });

  test('link dies unused after minutes, and opened after an hour', async () => {
    const unused = await openPortal();
    await stage.seconds(301);
    expect((await stage.page(unused.path)).status).toBe(410);
    const opened = await openPortal();
    expect((await stage.page(opened.path)).status).toBe(200);
    await stage.seconds(3000);
    expect((await stage.page(opened.path)).status).toBe(200);
    await stage.seconds(700);
    expect((await stage.page(opened.path)).status).toBe(410);
    expect((await stage.page(`${opened.path}/card`, { card: 'bad' })).status).toBe(410);
  });

  test('never touches another customer’s membership', async () => {
    const { path } = await openPortal();
    const other = await newMember(stage);
    expect((await stage.page(`${path}/memberships/${other.subscription.id}/cancel`, {})).status).toBe(400);
    expect((await subscriptionOf(other.subscription.id)).cancel_at).toBeNull();
  });

  test('opens a flow at its question, and then goes to its return address', async () => {
    const { subscription, customer } = await openPortal();
    const flow = await stage.stripe.billingPortal.sessions.create({
      customer,
      flow_data: {
        type: 'subscription_cancel',
        subscription_cancel: { subscription: subscription.id },
        after_completion: { type: 'redirect', redirect: { return_url: 'http://site.test/bye' } },
      },
    });
    const opened = await stage.page(flow.url);
    expect(opened.status).toBe(303);
    expect((await stage.page(opened.location ?? '')).text).toContain('Cancel membership');
    expect((await stage.page(opened.location ?? '', {})).location).toBe('http://site.test/bye');
  });

  test('offers only what its configuration allows', async () => {
    const configuration = await stage.stripe.billingPortal.configurations.create({
      features: { invoice_history: { enabled: true } },
    });
    const { path, subscription, customer } = await openPortal({ configuration: configuration.id });
    const { text } = await stage.page(path);
    expect(text).not.toContain('Cancel membership');
    expect(text).not.toContain('Update card');
    expect((await stage.page(`${path}/memberships/${subscription.id}/cancel`, {})).status).toBe(400);
    const flow_data = { type: 'payment_method_update' as const };
    await expect(
      stage.stripe.billingPortal.sessions.create({ customer, configuration: configuration.id, flow_data }),
    ).rejects.toMatchObject({ param: 'flow_data[type]' });
  });

  test('is for customers who exist', async () => {
    const { customer, path } = await openPortal();
    await stage.stripe.customers.del(customer);
    expect((await stage.page(path)).status).toBe(410);
    await expect(stage.stripe.billingPortal.sessions.create({ customer })).rejects.toMatchObject({
      code: 'resource_missing',
      param: 'customer',
    });
  });
});
