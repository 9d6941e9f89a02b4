// The `payments` port over the sandbox through the real SDK: what each read answers, how many calls it costs, and that
// nothing personal comes through it. The contract of the port on bad days is in stripe-payments-faults.
import { beforeEach, describe, expect, test } from 'vitest';
import { createRefund } from '../../packages/stripe-sandbox/source/payments/refund.ts';
import { known, parseInvoiceId, parsePaymentId } from '../../shared/core/ids.ts';
import { day } from '../../shared/core/time.ts';
import { someday } from '../support/builders.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { openStripeDesk, type StripeDesk } from '../support/stripe-desk.ts';

let newsroom: Newsroom;
let desk: StripeDesk;
beforeEach(async () => {
  newsroom = openNewsroom();
  desk = await openStripeDesk(newsroom);
});
const payments = () => newsroom.needs.payments;

describe('a checkout', () => {
  test('that is open names nobody, in one call', async () => {
    const checkout = await desk.opened(steps.fiveMonthly, null);
    expect(await payments().readCheckout(checkout.session)).toEqual({
      session: checkout.session,
      status: 'open',
      expiresAt: expect.any(Number),
      isPaid: false,
      marker: { checkout: checkout.checkout, campaign: null },
      customer: null,
      email: null,
      isUnreadable: false,
      membership: null,
      replaces: null,
      payments: [],
      isLinkMissing: false,
    });
    expect(desk.calls()).toEqual(['GET /v1/checkout/sessions/…']);
  });

  test.each<[string, object, steps.Method, boolean]>([
    ['a paid membership', steps.fiveMonthly, 'card', true],
    ['a paid gift', steps.tenOnce, 'card', true],
    ['a membership on its way', steps.fiveMonthly, 'bank_debit', false],
  ])('of %s names what it made, in one call', async (_, input, method, isPaid) => {
    const checkout = await desk.opened(input, method);
    const { customer, membership, payment } = await desk.partsOf(checkout);
    expect(await payments().readCheckout(checkout.session)).toMatchObject({
      status: 'complete',
      isPaid,
      customer,
      membership: membership || null,
      payments: [payment],
      email: 'reader@example.org',
    });
    expect(newsroom.stripeCalls).toHaveLength(1);
  });
});

describe('a membership', () => {
  test('is read in one call, with what it costs and when it renews', async () => {
    const checkout = await desk.opened({
      ...steps.fiveMonthly,
      currency: 'jpy',
      amountMinor: 500,
      campaign: 'ad-free',
    });
    expect(await desk.membershipOf(checkout)).toMatchObject({
      marker: { checkout: checkout.checkout, campaign: 'ad-free' },
      isOwnerGone: false,
      membership: {
        amountMinor: 500,
        currency: 'jpy',
        frequency: 'monthly',
        status: 'active',
        renewsAt: someday + 30 * day,
        endsAt: null,
        grantedUntil: null,
      },
    });
    expect(desk.calls()).toEqual(['GET /v1/subscriptions/…']);
  });

  test('ends when it is to end, whichever of Stripe’s three ways was used to say so', async () => {
    const ways = [
      (id: string) => newsroom.stripe.subscriptions.update(id, { cancel_at_period_end: true }),
      (id: string) => newsroom.stripe.subscriptions.update(id, { cancel_at: (someday + 30 * day) / 1000 }),
      (id: string) => newsroom.stripe.subscriptions.cancel(id),
    ];
    const ends = [];
    for (const way of ways) {
      const checkout = await desk.opened();
      await way((await desk.partsOf(checkout)).membership);
      const { membership } = await desk.membershipOf(checkout);
      ends.push([membership?.status, membership?.renewsAt, membership?.endsAt]);
    }
    const planned = ['active', null, someday + 30 * day];
    expect(ends).toEqual([planned, planned, ['canceled', null, someday]]);
  });

  test('can be granted to the end of a day, and by nothing that is no day', async () => {
    const checkout = await desk.opened();
    const { membership: id } = await desk.partsOf(checkout);
    const grants = [];
    for (const mainstay_grant of ['2027-02-28', '2027-02-29', 'for ever']) {
      await newsroom.stripe.subscriptions.update(id, { metadata: { mainstay_grant } });
      grants.push((await desk.membershipOf(checkout)).membership?.grantedUntil);
    }
    expect(grants).toEqual([Date.UTC(2027, 2, 1), null, null]);
  });
});

describe('a payment', () => {
  const read = async (checkout: steps.Opened) => {
    const { payment } = await desk.partsOf(checkout);
    newsroom.stripeCalls.length = 0;
    return payments().readPayment(payment);
  };

  test('of a gift costs one call', async () => {
    const checkout = await desk.opened({ ...steps.tenOnce, campaign: 'ad-free' });
    expect((await read(checkout)).payment).toMatchObject({
      amountMinor: 1000,
      currency: 'usd',
      purpose: { kind: 'gift' },
      campaign: 'ad-free',
      status: 'confirmed',
      confirmedAt: someday,
      returnedMinor: 0,
      dispute: null,
      settled: null,
    });
    expect(desk.calls()).toEqual(['GET /v1/payment_intents/…']);
  });

  test('of a period costs two, and knows until when it pays', async () => {
    const checkout = await desk.opened({ ...steps.fiveMonthly, frequency: 'annual', amountMinor: 5000 });
    const { membership } = await desk.partsOf(checkout);
    expect((await read(checkout)).payment).toMatchObject({
      purpose: { kind: 'period', membership, frequency: 'annual', periodEnd: Date.UTC(2027, 10, 23, 9) },
    });
    expect(desk.calls()).toEqual(['GET /v1/payment_intents/…', 'GET /v1/invoice_payments']);
  });

  test('in dispute costs three at most', async () => {
    const checkout = await desk.opened();
    const { payment } = await desk.partsOf(checkout);
    await steps.command(newsroom, '/disputes', { paymentIntent: payment });
    expect((await read(checkout)).payment?.dispute).toEqual({ outcome: 'open', withdrawnMinor: 500, lostMinor: 0 });
    expect(newsroom.stripeCalls).toHaveLength(3);
  });

  test('in dispute costs one call less where that was seen before, and is the same', async () => {
    for (const input of [steps.tenOnce, steps.fiveMonthly]) {
      const { payment } = await desk.partsOf(await desk.opened(input));
      await newsroom.stripe.refunds.create({ payment_intent: payment, amount: 100 });
      newsroom.wait(10_000);
      await steps.command(newsroom, '/disputes', { paymentIntent: payment });
      const plain = await payments().readPayment(payment);
      newsroom.stripeCalls.length = 0;
      expect(await payments().readPayment(payment, { isDisputed: true })).toEqual(plain);
      expect(desk.calls()).toEqual(
        input === steps.tenOnce ? ['GET /v1/disputes'] : ['GET /v1/disputes', 'GET /v1/invoice_payments'],
      );
    }
  });

  test('that was wrongly seen in dispute is read all the same', async () => {
    const { payment } = await desk.partsOf(await desk.opened(steps.tenOnce));
    const plain = await payments().readPayment(payment);
    expect(await payments().readPayment(payment, { isDisputed: true })).toEqual(plain);
  });

  test.each([
    [10, 1],
    [11, 2],
    [101, 3],
  ])('given back in %i pieces is counted whole, in %i calls', async (pieces, calls) => {
    const checkout = await desk.opened({ ...steps.tenOnce, amountMinor: 50_000 });
    const { payment } = await desk.partsOf(checkout);
    for (let piece = 0; piece < pieces; piece += 1) {
      createRefund(newsroom.sandbox.state.world, { payment_intent: payment, amount: 10 });
    }
    expect((await read(checkout)).payment?.returnedMinor).toBe(pieces * 10);
    expect(newsroom.stripeCalls).toHaveLength(calls);
  });

  test('in euros, once it reached the balance, is known in the balance’s currency too', async () => {
    const checkout = await desk.opened({ ...steps.tenOnce, currency: 'eur' });
    newsroom.wait(10_000);
    expect((await read(checkout)).payment).toMatchObject({
      amountMinor: 1000,
      currency: 'eur',
      settled: { amountMinor: 1100, currency: 'usd' },
    });
  });

  test.each<[string, steps.Method, 'succeeded' | 'failed' | null, string]>([
    ['on its way', 'bank_debit', null, 'pending'],
    ['that the bank made', 'bank_debit', 'succeeded', 'confirmed'],
    ['that the bank refused', 'bank_debit', 'failed', 'failed'],
  ])('%s is so', async (_, method, outcome, status) => {
    const checkout = await desk.opened(steps.tenOnce, method);
    const { payment } = await desk.partsOf(checkout);
    if (outcome !== null) await steps.command(newsroom, `/bank-debits/${payment}`, { outcome });
    expect((await read(checkout)).payment).toMatchObject({ status, returnedMinor: 0 });
  });

  test('given back in pieces counts what was given back, and not a refund that failed later', async () => {
    const checkout = await desk.opened(steps.tenOnce);
    const { payment } = await desk.partsOf(checkout);
    await newsroom.stripe.refunds.create({ payment_intent: payment, amount: 300 });
    await steps.command(newsroom, '/settings', { refunds: 'fail-later' });
    const failing = await newsroom.stripe.refunds.create({ payment_intent: payment, amount: 200 });
    expect((await read(checkout)).payment?.returnedMinor).toBe(500);
    await steps.command(newsroom, `/refunds/${failing.id}`, { outcome: 'failed' });
    expect((await read(checkout)).payment?.returnedMinor).toBe(300);
  });

  test('of a membership that no intent paid stands under its invoice', async () => {
    const { membership } = await desk.partsOf(await desk.opened());
    await steps.command(newsroom, `/subscriptions/${membership}/renewals`, { outcome: 'fails' });
    newsroom.wait(31 * day);
    const [invoice] = (await newsroom.stripe.invoices.list({ subscription: membership })).data;
    await newsroom.stripe.invoices.pay(invoice?.id ?? '', { paid_out_of_band: true });
    const id = known(parsePaymentId(known(parseInvoiceId(invoice?.id ?? ''))));
    expect((await payments().readPayment(id)).payment).toMatchObject({ status: 'confirmed', purpose: { membership } });
  });
});

test('an intent, its charge and its invoice all lead to the one payment; anything else to none', async () => {
  const { customer, payment } = await desk.partsOf(await desk.opened());
  const { charges, invoices } = newsroom.sandbox.state.world;
  for (const id of [payment, ...charges.keys(), ...invoices.keys()]) {
    newsroom.stripeCalls.length = 0;
    expect(await payments().locatePayments(id)).toEqual([{ payment, customer, isDisputed: false }]);
    expect(newsroom.stripeCalls).toHaveLength(1);
  }
  for (const id of ['re_1', 'du_1', 'cus_1', '']) expect(await payments().locatePayments(id)).toEqual([]);
  expect(newsroom.stripeCalls).toHaveLength(1);
});

test('the portal opens in one call, for the customer that was named', async () => {
  const { customer } = await desk.partsOf(await desk.opened());
  const newCheckout = { customer, flow: null, returnUrl: steps.article, idempotencyKey: 'portal.one' };
  expect(await payments().openPortal(newCheckout)).toMatchObject({
    ok: true,
    value: { url: expect.stringMatching('/p/session/') },
  });
  expect(newsroom.stripeCalls).toHaveLength(1);
});

test('nothing personal comes through, save the address of a checkout, which is only ever hashed', async () => {
  const checkout = await desk.opened();
  const { payment } = await desk.partsOf(checkout);
  const { email, ...truth } = await payments().readCheckout(checkout.session);
  const all = JSON.stringify([truth, await desk.membershipOf(checkout), await payments().readPayment(payment)]);
  expect(email).toBe('reader@example.org');
  expect(all).not.toMatch(/@|94107|4242/);
});
