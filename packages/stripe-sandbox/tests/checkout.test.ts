// A checkout's life: what is checked before it opens, what exists at each step, and what never exists.
import { beforeEach, describe, expect, test } from 'vitest';
import { idOf, newMember, openGift, openMembership, paid, type Stage, setStage, typesOf } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage();
});
const world = () => stage.sandbox.state.world;

describe('before it opens', () => {
  test.each([
    ['an amount below the smallest charge', 49, 'usd', 'amount_too_small'],
    ['pence below the smallest charge', 29, 'gbp', 'amount_too_small'],
    ['yen below the smallest charge', 49, 'jpy', 'amount_too_small'],
    ['a currency without a minimum of its own, below the settlement currency’s', 100, 'krw', 'amount_too_small'],
    ['an amount of nine digits', 100_000_000, 'usd', 'amount_too_large'],
    ['fils that are not a multiple of ten', 5005, 'kwd', 'parameter_invalid_integer'],
    ['krónur with a fraction', 50_050, 'isk', 'parameter_invalid_integer'],
    ['a negative amount', -500, 'usd', 'parameter_invalid_integer'],
  ])('%s is refused', async (_, amount, currency, code) => {
    await expect(openGift(stage, amount, currency)).rejects.toMatchObject({ statusCode: 400, code });
  });

  test.each([
    [50, 'usd'],
    [30, 'gbp'],
    [50, 'jpy'],
    [700, 'krw'],
    [5000, 'kwd'],
    [99_999_999, 'usd'],
  ])('%i %s opens', async (amount, currency) => {
    expect((await openGift(stage, amount, currency)).amount_total).toBe(amount);
  });

  test.each([
    ['an unknown currency', { currency: 'xxx' }],
    ['a customer and an address together', { customer: 'cus_1', customer_email: 'a@b.example' }],
    ['an expiry in less than half an hour', { expires_at: 29 * 60 }],
    ['an expiry after more than a day', { expires_at: 86_401 }],
    ['no line items', { line_items: [] }],
    ['an address that is none', { customer_email: 'nobody' }],
    ['a success URL without a scheme', { success_url: 'site.test/thanks' }],
    ['subscription data for a gift', { subscription_data: { metadata: { a: 'b' } } }],
  ])('%s is refused', async (_, input) => {
    const { expires_at, ...rest } = { expires_at: undefined, ...input };
    const at = expires_at === undefined ? {} : { expires_at: stage.now() / 1000 + expires_at };
    await expect(openGift(stage, 1000, 'usd', { ...rest, ...at })).rejects.toMatchObject({ statusCode: 400 });
  });

  test.each([
    ['customer_creation', { customer_creation: 'always' as const }],
    ['payment_intent_data', { payment_intent_data: { metadata: { a: 'b' } } }],
  ])('%s is refused for a membership', async (param, input) => {
    await expect(openMembership(stage, 'month', 500, input)).rejects.toMatchObject({ statusCode: 400, param });
  });

  test('a refused checkout leaves no product and no price behind', async () => {
    await expect(openGift(stage, 1)).rejects.toThrow();
    expect([world().products.size, world().prices.size, world().events.size]).toEqual([0, 0, 0]);
  });
});

describe('a gift', () => {
  test('has no intent and no customer before it is paid, and both afterwards', async () => {
    const open = await openGift(stage);
    expect(open).toMatchObject({ status: 'open', payment_status: 'unpaid', payment_intent: null, customer: null });
    expect(open.url).toContain(open.id);
    const done = await paid(stage, open);
    expect(done).toMatchObject({ status: 'complete', payment_status: 'paid', url: null });
    expect(done.customer_details?.email).toBe('reader@example.com');
    const customer = await stage.stripe.customers.retrieve(idOf(done.customer));
    expect(customer).toMatchObject({ email: 'reader@example.com' });
  });

  test('keeps the session’s metadata to itself and gives the intent its own, and the charge the intent’s', async () => {
    const done = await paid(stage, await openGift(stage));
    const intent = await stage.stripe.paymentIntents.retrieve(idOf(done.payment_intent), { expand: ['latest_charge'] });
    expect(done.metadata).toEqual({ mainstay: 'session' });
    expect(intent.metadata).toEqual({ mainstay: 'intent' });
    expect(intent.latest_charge).toMatchObject({ metadata: { mainstay: 'intent' }, status: 'succeeded' });
  });

  test('makes no customer unless asked to', async () => {
    const done = await paid(stage, await openGift(stage, 1000, 'usd', { customer_creation: 'if_required' }));
    expect(done.customer).toBeNull();
    expect(done.customer_details?.email).toBe('reader@example.com');
  });

  test('an address it came with cannot be edited by the payer', async () => {
    const done = await paid(stage, await openGift(stage, 1000, 'usd', { customer_email: 'fixed@example.com' }));
    expect(done.customer_details?.email).toBe('fixed@example.com');
  });
});

describe('a membership', () => {
  test('has subscription and first invoice only after it was paid', async () => {
    const open = await openMembership(stage);
    await stage.command(`/checkouts/${open.id}/pay`, { method: 'declined' });
    expect([world().subscriptions.size, world().invoices.size]).toEqual([0, 0]);
    const { subscription, invoice } = await paid(stage, open);
    expect(await stage.stripe.subscriptions.retrieve(idOf(subscription))).toMatchObject({
      status: 'active',
      billing_mode: { type: 'flexible' },
      metadata: { mainstay: 'subscription' },
      latest_invoice: invoice,
    });
    expect(await stage.stripe.invoices.retrieve(idOf(invoice))).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_create',
      amount_paid: 500,
      parent: { subscription_details: { subscription, metadata: { mainstay: 'subscription' } } },
    });
  });

  test('is linked to its payment by the invoice payment alone, whose intent carries none of our metadata', async () => {
    const { session } = await newMember(stage);
    expect(session.payment_intent).toBeNull();
    const payments = await stage.stripe.invoicePayments.list({ invoice: idOf(session.invoice) });
    const id = idOf(payments.data[0]?.payment.payment_intent);
    expect((await stage.stripe.paymentIntents.retrieve(id)).metadata).toEqual({});
    const back = await stage.stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: id } });
    expect(back.data[0]?.invoice).toBe(session.invoice);
  });
});

test('a declined card leaves the session open, and the same intent is paid at the next try', async () => {
  const open = await openGift(stage);
  expect((await stage.command(`/checkouts/${open.id}/pay`, { method: 'declined' })).body['declined']).toBe(true);
  const declined = await stage.stripe.checkout.sessions.retrieve(open.id);
  expect(declined.status).toBe('open');
  const intent = await stage.stripe.paymentIntents.retrieve(idOf(declined.payment_intent));
  expect(intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code: 'card_declined' } });
  const done = await paid(stage, open);
  expect(done.payment_intent).toBe(intent.id);
  expect((await stage.stripe.charges.list({ payment_intent: intent.id })).data.map(({ status }) => status)).toEqual([
    'succeeded',
    'failed',
  ]);
});

describe('an unpaid checkout', () => {
  test('expires by itself after a day, and its intent with it', async () => {
    const open = await openGift(stage);
    await stage.command(`/checkouts/${open.id}/pay`, { method: 'declined' });
    await stage.days(1);
    const expired = await stage.stripe.checkout.sessions.retrieve(open.id);
    expect(expired).toMatchObject({ status: 'expired', url: null, payment_status: 'unpaid' });
    expect((await stage.stripe.paymentIntents.retrieve(idOf(expired.payment_intent))).status).toBe('canceled');
    expect(typesOf(stage.received)).toContain('checkout.session.expired');
    expect((await stage.command(`/checkouts/${open.id}/pay`, { method: 'card' })).status).toBe(400);
  });

  test('expires at the time asked for, and not a second earlier', async () => {
    const expires_at = Math.floor(stage.now() / 1000) + 1800;
    const open = await openGift(stage, 1000, 'usd', { expires_at });
    await stage.seconds(1799);
    expect((await stage.stripe.checkout.sessions.retrieve(open.id)).status).toBe('open');
    await stage.seconds(1);
    expect((await stage.stripe.checkout.sessions.retrieve(open.id)).status).toBe('expired');
  });

  test('expired by the API cannot be expired again, and a paid one never', async () => {
    const open = await openGift(stage);
    await stage.stripe.checkout.sessions.expire(open.id);
    await expect(stage.stripe.checkout.sessions.expire(open.id)).rejects.toMatchObject({ statusCode: 400 });
    const done = await paid(stage, await openGift(stage));
    await expect(stage.stripe.checkout.sessions.expire(done.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  test('can be taken up again by its recovery link', async () => {
    const open = await openGift(stage, 1000, 'usd', { after_expiration: { recovery: { enabled: true } } });
    const expired = await stage.stripe.checkout.sessions.expire(open.id);
    const opened = await stage.page(expired.after_expiration?.recovery?.url ?? '');
    const id = opened.location?.split('/').at(-1) ?? '';
    expect(await stage.stripe.checkout.sessions.retrieve(id)).toMatchObject({
      status: 'open',
      recovered_from: open.id,
    });
  });
});

test('a charge learns its balance transaction a little later, with fee, net and exchange rate', async () => {
  const done = await paid(stage, await openGift(stage, 1000, 'eur'));
  const [charge] = (await stage.stripe.charges.list({ payment_intent: idOf(done.payment_intent) })).data;
  expect(charge?.balance_transaction).toBeNull();
  await stage.seconds(5);
  expect(stage.received.at(-1)).toMatchObject({
    type: 'charge.updated',
    data: { previous_attributes: { balance_transaction: null } },
  });
  const settled = await stage.stripe.charges.retrieve(idOf(charge), { expand: ['balance_transaction'] });
  expect(settled.balance_transaction).toMatchObject({
    amount: 1100,
    currency: 'usd',
    exchange_rate: 1.1,
    fee: 62,
    net: 1038,
    status: 'pending',
  });
  await stage.days(2);
  const later = await stage.stripe.balanceTransactions.retrieve(idOf(settled.balance_transaction));
  expect(later.status).toBe('available');
});

test('yen become cents at a rate between minor units', async () => {
  const done = await paid(stage, await openGift(stage, 1000, 'jpy'));
  await stage.seconds(5);
  const [transaction] = (await stage.stripe.balanceTransactions.list()).data;
  expect(done.amount_total).toBe(1000);
  expect(transaction).toMatchObject({ amount: 670, exchange_rate: 0.67, currency: 'usd' });
});
