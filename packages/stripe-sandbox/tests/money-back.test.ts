// Money that comes back or is asked back: refunds in parts, refunds that fail, disputes and inquiries, fraud warnings.
import { beforeEach, describe, expect, test } from 'vitest';
import { idOf, newMember, openGift, paid, type Stage, setStage, textIn, typesOf } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage();
});

const gift = async (amount = 5000, currency = 'usd') =>
  idOf((await paid(stage, await openGift(stage, amount, currency))).payment_intent);
const chargeOf = async (intent: string) => {
  const [charge] = (await stage.stripe.charges.list({ payment_intent: intent, expand: ['data.refunds'] })).data;
  if (charge === undefined) throw new Error('there is no charge');
  return charge;
};
const transactionsOf = async (source: string) =>
  (await stage.stripe.balanceTransactions.list({ source })).data.map(({ type, amount, fee, net }) => ({
    type,
    amount,
    fee,
    net,
  }));
const forget = () => {
  stage.received.length = 0;
};
const shown = async () => {
  await stage.sandbox.tick();
  return typesOf(stage.received);
};

describe('a refund', () => {
  test('in parts adds up on the charge, until nothing is left', async () => {
    const payment_intent = await gift();
    await stage.stripe.refunds.create({ payment_intent, amount: 1500 });
    expect(await chargeOf(payment_intent)).toMatchObject({ amount_refunded: 1500, refunded: false });
    await expect(stage.stripe.refunds.create({ payment_intent, amount: 3501 })).rejects.toMatchObject({
      param: 'amount',
    });
    const rest = await stage.stripe.refunds.create({ payment_intent, reason: 'requested_by_customer' });
    expect(rest).toMatchObject({ amount: 3500, status: 'succeeded' });
    const charge = await chargeOf(payment_intent);
    expect(charge).toMatchObject({ amount_refunded: 5000, refunded: true, status: 'succeeded' });
    expect(charge.refunds?.data).toHaveLength(2);
    await expect(stage.stripe.refunds.create({ payment_intent })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
  });

  test('has events of its own and takes the money from the balance, but not the fee', async () => {
    const payment_intent = await gift();
    forget();
    const refund = await stage.stripe.refunds.create({ payment_intent, amount: 1500 });
    expect(await shown()).toEqual(['refund.created', 'charge.refunded']);
    expect(await transactionsOf(refund.id)).toEqual([{ type: 'refund', amount: -1500, fee: 0, net: -1500 }]);
  });

  test('that succeeded can fail days later, and the money is back', async () => {
    stage = setStage({ settings: { refunds: 'fail-later', refundDays: 3 } });
    const payment_intent = await gift();
    const refund = await stage.stripe.refunds.create({ payment_intent });
    expect(refund.status).toBe('succeeded');
    await stage.seconds(10);
    forget();
    await stage.days(3);
    expect(await shown()).toEqual(['refund.failed', 'refund.updated', 'charge.refund.updated', 'charge.updated']);
    const failed = await stage.stripe.refunds.retrieve(refund.id);
    expect(failed).toMatchObject({ status: 'failed', failure_reason: 'lost_or_stolen_card' });
    expect(failed.failure_balance_transaction).toMatch(/^txn_/);
    expect(await chargeOf(payment_intent)).toMatchObject({ amount_refunded: 0, refunded: false });
    expect((await transactionsOf(refund.id)).map(({ amount }) => amount)).toEqual([5000, -5000]);
  });

  test('can be pending until its bank has answered', async () => {
    stage = setStage({ settings: { refunds: 'pending', refundDays: 3 } });
    const refund = await stage.stripe.refunds.create({ payment_intent: await gift() });
    expect(refund).toMatchObject({ status: 'pending', pending_reason: 'processing' });
    await stage.days(3);
    const done = await stage.stripe.refunds.retrieve(refund.id);
    expect(done.status).toBe('succeeded');
    expect(done.pending_reason).toBeUndefined();
  });

  test('of a membership payment does not end the membership', async () => {
    const { session, subscription } = await newMember(stage);
    const [payment] = (await stage.stripe.invoicePayments.list({ invoice: idOf(session.invoice) })).data;
    await stage.stripe.refunds.create({ payment_intent: idOf(payment?.payment.payment_intent) });
    expect((await stage.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
    expect((await stage.stripe.invoices.retrieve(idOf(session.invoice))).status).toBe('paid');
  });

  test('of what was never paid is refused', async () => {
    const session = await openGift(stage);
    await stage.command(`/checkouts/${session.id}/pay`, { method: 'declined' });
    const declined = await stage.stripe.checkout.sessions.retrieve(session.id);
    await expect(stage.stripe.refunds.create({ payment_intent: idOf(declined.payment_intent) })).rejects.toMatchObject({
      code: 'charge_not_refundable',
    });
    await expect(stage.stripe.refunds.create({})).rejects.toMatchObject({ code: 'parameter_missing' });
  });

  test('in another currency goes back at the rate it came', async () => {
    const refund = await stage.stripe.refunds.create({ payment_intent: await gift(1000, 'eur') });
    expect(await transactionsOf(refund.id)).toEqual([{ type: 'refund', amount: -1100, fee: 0, net: -1100 }]);
  });
});

describe('a dispute', () => {
  test('takes the money at once, with a fee, and blocks refunds', async () => {
    const payment_intent = await gift();
    forget();
    const { body } = await stage.command('/disputes', { paymentIntent: payment_intent });
    expect(body).toMatchObject({ status: 'needs_response', amount: 5000, is_charge_refundable: false });
    expect(await shown()).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn']);
    expect((await chargeOf(payment_intent)).disputed).toBe(true);
    expect(await transactionsOf(textIn(body, 'id'))).toEqual([
      { type: 'adjustment', amount: -5000, fee: 1500, net: -6500 },
    ]);
    await expect(stage.stripe.refunds.create({ payment_intent })).rejects.toMatchObject({
      code: 'refund_disputed_payment',
    });
    expect((await stage.command('/disputes', { paymentIntent: payment_intent })).status).toBe(400);
  });

  test('that is won brings the money back, but not the fee', async () => {
    const { body } = await stage.command('/disputes', { paymentIntent: await gift() });
    forget();
    await stage.command(`/disputes/${body['id']}`, { outcome: 'won' });
    expect(await shown()).toEqual(['charge.dispute.closed', 'charge.dispute.funds_reinstated']);
    const won = await stage.stripe.disputes.retrieve(textIn(body, 'id'));
    expect(won.status).toBe('won');
    expect(won.balance_transactions.map(({ net, reporting_category }) => [net, reporting_category])).toEqual([
      [-6500, 'dispute'],
      [5000, 'dispute_reversal'],
    ]);
  });

  test('that is closed by us is lost, and stays so', async () => {
    const { body } = await stage.command('/disputes', { paymentIntent: await gift() });
    expect((await stage.stripe.disputes.close(textIn(body, 'id'))).status).toBe('lost');
    expect((await stage.command(`/disputes/${body['id']}`, { outcome: 'won' })).status).toBe(400);
  });

  test('is under review once its evidence is handed in', async () => {
    const { body } = await stage.command('/disputes', { paymentIntent: await gift() });
    const submitted = await stage.stripe.disputes.update(textIn(body, 'id'), { submit: true });
    expect(submitted.status).toBe('under_review');
    expect((await stage.command(`/disputes/${body['id']}`, { outcome: 'lost' })).body).toMatchObject({
      status: 'lost',
    });
  });

  test('that is only an inquiry moves nothing, until it is escalated', async () => {
    const payment_intent = await gift();
    const { body } = await stage.command('/disputes', { paymentIntent: payment_intent, inquiry: true });
    expect(body).toMatchObject({
      status: 'warning_needs_response',
      is_charge_refundable: true,
      balance_transactions: [],
    });
    expect((await chargeOf(payment_intent)).disputed).toBe(false);
    expect(await shown()).not.toContain('charge.dispute.funds_withdrawn');
    const escalated = await stage.command(`/disputes/${body['id']}`, { outcome: 'escalated' });
    expect(escalated.body).toMatchObject({ status: 'needs_response' });
    expect(await shown()).toContain('charge.dispute.funds_withdrawn');
    expect((await chargeOf(payment_intent)).disputed).toBe(true);
  });

  test('may end the membership, where the account is set so', async () => {
    stage = setStage({ settings: { cancelDisputedSubscriptions: true } });
    const { session, subscription } = await newMember(stage);
    const [payment] = (await stage.stripe.invoicePayments.list({ invoice: idOf(session.invoice) })).data;
    await stage.command('/disputes', { paymentIntent: idOf(payment?.payment.payment_intent) });
    expect(await stage.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_disputed' },
    });
  });
});

test('a fraud warning names its charge and moves nothing', async () => {
  const payment_intent = await gift();
  const { body } = await stage.command('/fraud-warnings', { paymentIntent: payment_intent });
  const charge = await chargeOf(payment_intent);
  expect(body).toMatchObject({ actionable: true, charge: charge.id });
  expect((await stage.stripe.radar.earlyFraudWarnings.list({ payment_intent })).data).toHaveLength(1);
  expect(await shown()).toContain('radar.early_fraud_warning.created');
});

describe('a bank debit', () => {
  test('completes the checkout unpaid, and is decided days later by itself', async () => {
    const session = await paid(stage, await openGift(stage), 'bank_debit');
    expect(session).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    expect((await stage.stripe.paymentIntents.retrieve(idOf(session.payment_intent))).status).toBe('processing');
    forget();
    await stage.days(4);
    expect((await shown()).slice(0, 3)).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.async_payment_succeeded',
    ]);
    expect((await stage.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    await stage.seconds(10);
    const [charge] = (await stage.stripe.charges.list({ expand: ['data.balance_transaction'] })).data;
    expect(charge?.balance_transaction).toMatchObject({ type: 'payment', fee: 8 });
  });

  test('that bounces leaves the checkout unpaid for ever', async () => {
    const session = await paid(stage, await openGift(stage), 'bank_debit');
    forget();
    await stage.command(`/bank-debits/${session.payment_intent}`, { outcome: 'failed' });
    expect(await shown()).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'checkout.session.async_payment_failed',
    ]);
    await stage.days(10);
    expect((await stage.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('unpaid');
    expect((await stage.command(`/bank-debits/${session.payment_intent}`, { outcome: 'succeeded' })).status).toBe(400);
  });

  test('makes an active membership with an open first invoice, paid when the bank has answered', async () => {
    const { session, subscription } = await newMember(stage, 'month', 'bank_debit');
    expect(subscription.status).toBe('active');
    expect(session.payment_status).toBe('unpaid');
    expect((await stage.stripe.invoices.retrieve(idOf(session.invoice))).status).toBe('open');
    await stage.days(4);
    expect((await stage.stripe.invoices.retrieve(idOf(session.invoice))).status).toBe('paid');
    expect(await shown()).toContain('checkout.session.async_payment_succeeded');
  });

  test('that bounces leaves the membership past due', async () => {
    const { session, subscription } = await newMember(stage, 'month', 'bank_debit');
    const [payment] = (await stage.stripe.invoicePayments.list({ invoice: idOf(session.invoice) })).data;
    await stage.command(`/bank-debits/${payment?.payment.payment_intent}`, { outcome: 'failed' });
    expect((await stage.stripe.subscriptions.retrieve(subscription.id)).status).toBe('past_due');
    expect(await shown()).toEqual(
      expect.arrayContaining(['invoice.payment_failed', 'checkout.session.async_payment_failed']),
    );
  });

  test('renews a membership days after its period has begun', async () => {
    const { subscription } = await newMember(stage, 'month', 'bank_debit');
    await stage.days(32);
    const [invoice] = (await stage.stripe.invoices.list({ subscription: subscription.id })).data;
    expect(invoice).toMatchObject({ status: 'open', billing_reason: 'subscription_cycle' });
    expect((await stage.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
    await stage.days(4);
    expect((await stage.stripe.invoices.retrieve(idOf(invoice))).status).toBe('paid');
  });

  test('is not offered where no bank has it', async () => {
    const yen = await openGift(stage, 1000, 'jpy');
    expect(yen.payment_method_types).toEqual(['card']);
    expect((await stage.command(`/checkouts/${yen.id}/pay`, { method: 'bank_debit' })).status).toBe(400);
    const cardsOnly = await openGift(stage, 1000, 'usd', { allowed_payment_method_types: ['card'] });
    expect(cardsOnly.payment_method_types).toEqual(['card']);
  });
});
