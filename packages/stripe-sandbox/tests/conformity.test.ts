// One long story that touches everything the sandbox can do, with every answer and every event held against Stripe's types.
import { beforeAll, expect, test } from 'vitest';
import { endpointEvents } from '../source/request/choices.ts';
import { type Inspector, inspector } from './conformity.ts';
import { idOf, newMember, openGift, openMembership, paid, type Stage, setStage, typesOf } from './stage.ts';

let stage: Stage;
let schemas: Inspector;
const answers: unknown[] = [];

beforeAll(async () => {
  schemas = inspector();
  stage = setStage({ settings: { bankDebitDays: 400 } });
  const { fetch } = stage.sandbox;
  stage.sandbox.fetch = async (request) => {
    const response = await fetch(request);
    if (new URL(request.url).pathname.startsWith('/v1/')) answers.push(await response.clone().json());
    return response;
  };
  await gifts();
  await memberships();
  await moneyBack();
  await payouts();
  await portalAndEndpoints();
  await everythingExpanded();
});

async function gifts(): Promise<void> {
  const { stripe } = stage;
  const gift = await openGift(stage, 1000, 'eur', {
    locale: 'de',
    submit_type: 'donate',
    client_reference_id: 'gift-1',
    adaptive_pricing: { enabled: false },
    after_expiration: { recovery: { enabled: true } },
    custom_text: { submit: { message: 'Thank you' } },
  });
  await stage.command(`/checkouts/${gift.id}/pay`, { method: 'declined' });
  await paid(stage, gift);
  await stripe.checkout.sessions.listLineItems(gift.id);
  const guest = await openGift(stage, 1000, 'jpy', { customer_creation: 'if_required' });
  await paid(stage, guest);
  await stripe.checkout.sessions.expire((await openGift(stage)).id);
  for (const outcome of ['succeeded', 'failed']) {
    const debit = await paid(stage, await openGift(stage, 2000), 'bank_debit');
    await stage.command(`/bank-debits/${idOf(debit.payment_intent)}`, { outcome });
  }
  const customer = await stripe.customers.create({ email: 'staff@example.com', name: 'Staff', metadata: { a: '1' } });
  await stripe.customers.update(customer.id, { name: 'Other', metadata: { a: '' } });
  await paid(stage, await openGift(stage, 700, 'usd', { customer: customer.id, customer_creation: 'if_required' }));
  await stripe.customers.del(customer.id);
  await stripe.customers.retrieve(customer.id);
}

async function memberships(): Promise<void> {
  const { stripe } = stage;
  const steady = await newMember(stage);
  const [item] = steady.subscription.items.data;
  await stripe.subscriptions.update(steady.subscription.id, {
    proration_behavior: 'none',
    metadata: { grant: 'yes' },
    items: [
      {
        id: idOf(item),
        price_data: {
          currency: 'usd',
          product: idOf(item?.price.product),
          recurring: { interval: 'month' },
          unit_amount: 900,
        },
      },
    ],
  });
  const failing = await newMember(stage);
  await stage.command(`/subscriptions/${failing.subscription.id}/renewals`, { outcome: 'fails' });
  const byBank = await newMember(stage, 'month', 'bank_debit');
  await stage.command(`/bank-debits/${idOf(await intentOf(idOf(byBank.session.invoice)))}`, { outcome: 'failed' });
  const leaving = await newMember(stage);
  await stripe.subscriptions.update(leaving.subscription.id, { cancel_at_period_end: true });
  await stripe.subscriptions.update(leaving.subscription.id, { cancel_at_period_end: false });
  await stripe.subscriptions.update(leaving.subscription.id, { cancel_at: 'min_period_end' });
  const paused = await newMember(stage);
  await stripe.subscriptions.pause(paused.subscription.id, { bill_for: { unused_time_from: { type: 'none' } } });
  const saved = await newMember(stage);
  await stripe.subscriptions.update(saved.subscription.id, { pause_collection: { behavior: 'mark_uncollectible' } });
  const given = await newMember(stage);
  await stripe.subscriptions.update(given.subscription.id, { pause_collection: { behavior: 'void' } });
  await stripe.subscriptions.cancel((await newMember(stage, 'year')).subscription.id, {
    cancellation_details: { comment: 'moving', feedback: 'other' },
  });
  await stage.days(33);
  await stripe.subscriptions.resume(paused.subscription.id);
  const open = await stripe.invoices.list({ status: 'open' });
  await stripe.invoices.pay(idOf(open.data[0]), { paid_out_of_band: true });
  await stage.days(16);
}

async function intentOf(invoice: string) {
  const { data } = await stage.stripe.invoicePayments.list({ invoice });
  return data[0]?.payment.payment_intent;
}

async function moneyBack(): Promise<void> {
  const { stripe } = stage;
  const give = async () => idOf((await paid(stage, await openGift(stage, 5000))).payment_intent);
  const partly = await give();
  await stripe.refunds.create({
    payment_intent: partly,
    amount: 1000,
    reason: 'requested_by_customer',
    metadata: { a: 'b' },
  });
  const second = await stripe.refunds.create({ payment_intent: partly });
  await stripe.refunds.update(second.id, { metadata: { seen: 'yes' } });
  await stage.command(`/refunds/${second.id}`, { outcome: 'failed' });
  await stage.command('/settings', { refunds: 'pending' });
  const pending = await stripe.refunds.create({ payment_intent: await give() });
  await stage.command(`/refunds/${pending.id}`, { outcome: 'succeeded' });
  await stage.command('/disputes', { paymentIntent: await give(), outcome: 'won' });
  await stage.command('/disputes', { paymentIntent: await give(), outcome: 'lost' });
  const inquiry = await stage.command('/disputes', { paymentIntent: await give(), inquiry: true });
  await stage.command(`/disputes/${inquiry.body['id']}`, { outcome: 'warning_closed' });
  const answered = await stage.command('/disputes', { paymentIntent: await give() });
  await stripe.disputes.update(String(answered.body['id']), { submit: true, metadata: { who: 'staff' } });
  await stage.command('/fraud-warnings', { paymentIntent: await give() });
}

async function payouts(): Promise<void> {
  const { stripe } = stage;
  await stage.days(5);
  const [first, second] = (await stripe.payouts.list({ status: 'paid' })).data;
  await stripe.balanceTransactions.list({ payout: idOf(first), expand: ['data.source'] });
  await stage.command(`/payouts/${idOf(second)}`, { outcome: 'failed' });
  await stage.command('/settings', { payoutSchedule: 'manual' });
  await stage.days(3);
  const made = await stripe.payouts.create({ amount: 100, currency: 'usd', metadata: { a: 'b' } });
  await stripe.payouts.retrieve(made.id, { expand: ['balance_transaction'] });
}

async function portalAndEndpoints(): Promise<void> {
  const { stripe } = stage;
  const { subscription } = await newMember(stage);
  const customer = idOf(subscription.customer);
  const configuration = await stripe.billingPortal.configurations.create({
    features: {
      subscription_cancel: { enabled: true, mode: 'at_period_end' },
      payment_method_update: { enabled: true },
      invoice_history: { enabled: true },
    },
  });
  await stripe.billingPortal.configurations.update(configuration.id, {
    name: 'Members',
    login_page: { enabled: true },
  });
  await stripe.billingPortal.configurations.list();
  const portal = await stripe.billingPortal.sessions.create({
    customer,
    configuration: configuration.id,
    return_url: 'http://site.test/',
    flow_data: { type: 'subscription_cancel', subscription_cancel: { subscription: subscription.id } },
  });
  await stage.page(`${portal.url}/card`, { card: 'bad' });
  await stage.page(`${portal.url}/memberships/${subscription.id}/cancel`, {});
  await stage.page(`${portal.url}/memberships/${subscription.id}/renew`, {});
  const endpoint = await stripe.webhookEndpoints.create({
    url: 'http://site.test/other',
    enabled_events: ['invoice.paid'],
  });
  await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
  await stripe.webhookEndpoints.list();
  await stripe.webhookEndpoints.del(endpoint.id);
  const price = await stripe.prices
    .create({ currency: 'usd', unit_amount: 300, product: 'prod_none' })
    .catch(() => undefined);
  expect(price).toBeUndefined();
  const product = await stripe.products.create({ name: 'Tote bag', description: 'Cotton' });
  await stripe.products.update(product.id, { name: 'Bag', metadata: { a: 'b' } });
  await stripe.prices.create({ currency: 'usd', unit_amount: 300, product: product.id, lookup_key: 'bag' });
  await stripe.checkout.sessions.update((await openMembership(stage)).id, { metadata: { more: 'yes' } });
}

async function everythingExpanded(): Promise<void> {
  const { stripe } = stage;
  const limit = 100;
  await stripe.checkout.sessions.list({ limit, expand: ['data.line_items', 'data.subscription', 'data.invoice'] });
  await stripe.customers.list({ limit, expand: ['data.subscriptions'] });
  await stripe.products.list({ limit });
  await stripe.prices.list({ limit, expand: ['data.product'] });
  await stripe.subscriptions.list({
    limit,
    status: 'all',
    expand: ['data.latest_invoice.payments', 'data.default_payment_method'],
  });
  await stripe.invoices.list({ limit, expand: ['data.payments', 'data.parent.subscription_details.subscription'] });
  await stripe.invoicePayments.list({ limit, expand: ['data.payment.payment_intent', 'data.invoice'] });
  await stripe.paymentIntents.list({
    limit,
    expand: ['data.latest_charge.balance_transaction', 'data.payment_method'],
  });
  await stripe.charges.list({ limit, expand: ['data.refunds', 'data.customer'] });
  await stripe.balanceTransactions.list({ limit, expand: ['data.source'] });
  await stripe.payouts.list({ limit, expand: ['data.balance_transaction', 'data.failure_balance_transaction'] });
  await stripe.refunds.list({ limit, expand: ['data.charge', 'data.failure_balance_transaction'] });
  await stripe.disputes.list({ limit, expand: ['data.charge', 'data.payment_intent'] });
  await stripe.radar.earlyFraudWarnings.list({ limit });
  await stripe.events.list({ limit });
  await stage.sandbox.tick();
}

test('every answer of the API is one that Stripe could give', () => {
  expect([...new Set(answers.flatMap(schemas.faultsOf))]).toEqual([]);
  expect(answers.length).toBeGreaterThan(100);
});

test('every event is one that Stripe could send', () => {
  expect([...new Set(stage.received.flatMap(schemas.faultsOf))]).toEqual([]);
  expect(typesOf(stage.received).filter((type) => !endpointEvents.includes(type))).toEqual([]);
});

test('the story met every kind of object', () => {
  const roots = [
    ...['CheckoutSession', 'LineItem', 'Customer', 'DeletedCustomer', 'PaymentMethod', 'Product', 'Price', 'Plan'],
    ...['Subscription', 'SubscriptionItem', 'Invoice', 'InvoiceLineItem', 'InvoicePayment', 'PaymentIntent', 'Charge'],
    ...[
      'BalanceTransaction',
      'Payout',
      'Refund',
      'Dispute',
      'EarlyFraudWarning',
      'PortalSession',
      'PortalConfiguration',
    ],
    ...['WebhookEndpoint', 'DeletedWebhookEndpoint'],
  ];
  expect(roots.filter((root) => !schemas.seen.has(root))).toEqual([]);
});

test('the story met every event a supporter can cause', () => {
  const expected = [
    ...['checkout.session.completed', 'checkout.session.expired', 'checkout.session.async_payment_succeeded'],
    ...['checkout.session.async_payment_failed', 'customer.created', 'customer.updated', 'customer.deleted'],
    ...['customer.subscription.created', 'customer.subscription.updated', 'customer.subscription.deleted'],
    ...['customer.subscription.paused', 'customer.subscription.resumed', 'invoice.created', 'invoice.finalized'],
    ...['invoice.paid', 'invoice.payment_failed', 'invoice.payment_succeeded', 'invoice.updated', 'invoice.voided'],
    ...['invoice.marked_uncollectible', 'invoice_payment.paid', 'payment_intent.created', 'payment_intent.succeeded'],
    ...['payment_intent.payment_failed', 'payment_intent.processing', 'payment_intent.canceled', 'charge.succeeded'],
    ...['charge.failed', 'charge.pending', 'charge.updated', 'charge.refunded', 'charge.refund.updated'],
    ...['payout.created', 'payout.paid', 'payout.reconciliation_completed', 'payout.failed'],
    ...['refund.created', 'refund.updated', 'refund.failed', 'charge.dispute.created', 'charge.dispute.updated'],
    ...['charge.dispute.closed', 'charge.dispute.funds_withdrawn', 'charge.dispute.funds_reinstated'],
    ...['radar.early_fraud_warning.created', 'payment_method.attached', 'product.created', 'price.created'],
    ...['billing_portal.session.created', 'billing_portal.configuration.created'],
  ];
  const met = new Set(typesOf(stage.received));
  expect(expected.filter((type) => !met.has(type))).toEqual([]);
});

test('the inspector itself refuses what Stripe would not say', () => {
  const [session] = answers.filter((answer) => JSON.stringify(answer).includes('"checkout.session"'));
  expect(schemas.faultsOf(session)).toEqual([]);
  expect(schemas.faultsOf({ ...Object(session), ui_mode: 'hosted' })).not.toEqual([]);
  expect(schemas.faultsOf({ ...Object(session), surprise: 1 })).not.toEqual([]);
});
