// What lies behind the ten that Stripe shows of a list, and shapes that others sell: quarters, several items, an end years
// away, a part captured, a bank's own currency. Canned answers through the real SDK, because we sell none of it.
import { describe, expect, test } from 'vitest';
import type { Payment } from '../../../shared/core/payment.ts';
import { standingOf } from '../../../shared/core/standing.ts';
import { day } from '../../../shared/core/time.ts';
import * as make from '../../support/builders.ts';
import {
  at,
  type CannedLine,
  cannedPayments,
  intentOf,
  invoiceOf,
  itemOf,
  lineOf,
  linkOf,
  listOf,
  pagesOf,
  subscriptionOf,
} from '../../support/canned-stripe.ts';
import { openNewsroom } from '../../support/newsroom.ts';

const renewal: CannedLine = { amount: 1000, from: '2026-11-23', to: '2026-12-23' };
const changed = (times: number): CannedLine[] =>
  Array.from({ length: times }, (_, index) => [
    { amount: -300, from: `2026-10-${10 + (index % 20)}`, to: '2026-11-23' },
    { amount: 400, from: `2026-10-${10 + (index % 20)}`, to: '2026-11-23' },
  ]).flat();
const endOf = ({ payment }: { payment: Payment | null }) =>
  payment?.purpose.kind === 'period' ? new Date(payment.purpose.periodEnd).toISOString().slice(0, 10) : null;
const readOne = async (answers: object) =>
  cannedPayments({ 'checkout/sessions': listOf([]), invoice_payments: listOf([]), ...answers }).readPayment(
    make.paymentId(),
  );

describe('a list inside an object', () => {
  test.each([0, 4, 5, 15, 60])('of lines is read to its end: a renewal behind %i changes of amount', async (times) => {
    const lines = [...changed(times), renewal];
    const invoice = invoiceOf('in_one', lines);
    const truth = await readOne({
      'payment_intents/pi_one': intentOf('pi_one', invoice.total),
      invoice_payments: listOf([linkOf(invoice)]),
      'invoices/in_one/lines': pagesOf(lines.map((line, index) => lineOf(line, index))),
    });
    expect(endOf(truth)).toBe('2026-12-23');
    expect(truth.payment?.purpose).not.toHaveProperty('creditedThrough');
  });

  test('of invoices that one intent pays: the latest end counts', async () => {
    const months = ['04', '05', '06'].map((month, index) =>
      invoiceOf(`in_${month}`, [{ amount: 500, from: `2026-${month}-01`, to: `2026-0${5 + index}-01` }]),
    );
    const links = months.map(linkOf);
    const answers = { 'payment_intents/pi_one': intentOf('pi_one', 1500), invoice_payments: pagesOf(links, 1) };
    expect(endOf(await readOne(answers))).toBe('2026-07-01');
    expect(endOf(await readOne({ ...answers, invoice_payments: pagesOf(links.toReversed(), 2) }))).toBe('2026-07-01');
  });

  test('of payments of an invoice: all of them are located', async () => {
    const payments = Array.from({ length: 12 }, (_, index) => ({
      ...{ id: `inpay_${index}`, object: 'invoice_payment', status: index === 3 ? 'canceled' : 'paid' },
      payment: { type: 'payment_intent', payment_intent: `pi_${index}` },
      invoice: 'in_one',
    }));
    const invoice = invoiceOf('in_one', [renewal], { payments: listOf(payments.slice(0, 10), true) });
    const found = await cannedPayments({
      'invoices/in_one': invoice,
      invoice_payments: pagesOf(payments),
    }).locatePayments('in_one');
    expect(found.map(({ payment }) => payment)).toHaveLength(11);
  });

  test('of items: the amount is of all', async () => {
    const items = Array.from({ length: 12 }, (_, index) =>
      itemOf({ id: `si_${index}`, quantity: index === 0 ? 3 : 1 }),
    );
    const subscription = subscriptionOf({ items: listOf(items.slice(0, 10), true) });
    const answers = { 'subscriptions/sub_one': subscription, subscription_items: pagesOf(items) };
    const { membership } = await cannedPayments(answers).readMembership(make.membershipId());
    expect(membership).toMatchObject({ amountMinor: 14 * 500, frequency: 'monthly' });
  });

  test('of disputes: all are counted', async () => {
    const disputes = Array.from({ length: 120 }, (_, index) => ({
      ...{
        id: `du_${index}`,
        object: 'dispute',
        status: 'lost',
        amount: 10,
        currency: 'usd',
        balance_transactions: [{}],
      },
    }));
    const marked = { metadata: { mainstay: '1' } };
    const intent = intentOf('pi_one', 5000, marked, { disputed: true });
    const truth = await readOne({ 'payment_intents/pi_one': intent, disputes: pagesOf(disputes) });
    expect(truth.payment?.dispute).toEqual({ outcome: 'lost', withdrawnMinor: 1200, lostMinor: 1200 });
  });

  test('that says it goes on and names nothing to go on from is a defect, not the end', async () => {
    const invoice = { ...invoiceOf('in_one', [renewal]), lines: listOf([], true) };
    const answers = { 'payment_intents/pi_one': intentOf('pi_one', 1000), invoice_payments: listOf([linkOf(invoice)]) };
    await expect(readOne({ ...answers, 'invoices/in_one/lines': listOf([], true) })).rejects.toThrow('to its end');
  });
});

describe('what others sell', () => {
  test.each([
    ['month', 1, 3000, 'monthly', 3000],
    ['month', 3, 3000, 'monthly', 1000],
    ['month', 6, 3000, 'monthly', 500],
    ['month', 12, 3000, 'annual', 3000],
    ['year', 1, 3000, 'annual', 3000],
    ['year', 2, 3000, 'annual', 1500],
    ['week', 1, 1000, 'monthly', 4348],
    ['day', 7, 1000, 'monthly', 4348],
  ])('every %s × %i of %i is read as %s %i', async (interval, count, amount, frequency, amountMinor) => {
    const price = {
      currency: 'usd',
      unit_amount: amount,
      product: 'prod_one',
      recurring: { interval, interval_count: count },
    };
    const subscription = subscriptionOf({ items: listOf([itemOf({ price })]) });
    const { membership } = await cannedPayments({ 'subscriptions/sub_one': subscription }).readMembership(
      make.membershipId(),
    );
    expect(membership).toMatchObject({ frequency, amountMinor });
  });

  test('a quarter’s payment is as monthly as its membership', async () => {
    const invoice = invoiceOf('in_one', [{ amount: 3000, from: '2026-11-23', to: '2027-02-23' }]);
    const answers = { 'payment_intents/pi_one': intentOf('pi_one', 3000), invoice_payments: listOf([linkOf(invoice)]) };
    expect((await readOne(answers)).payment?.purpose).toMatchObject({ frequency: 'monthly' });
  });

  test.each([
    [730, 'grace'],
    [45, 'grace'],
    [20, 'none'],
    [0, 'none'],
  ])('one that is to end in %i days, an hour into an unpaid renewal: %s', (endsIn, reason) => {
    const now = make.someday;
    const held = make.membership({ endsAt: now + endsIn * day, renewsAt: null });
    const purpose = { kind: 'period', membership: held.id, frequency: 'monthly' } as const;
    const paid = make.periodPayment({ purpose: { ...purpose, periodEnd: now - 3_600_000 } });
    const { policy } = openNewsroom().needs;
    expect(standingOf({ memberships: [held], payments: [paid] }, now, policy).reason).toBe(reason);
  });

  test('an end beyond the next payment does not hide that payment', async () => {
    const answers = { 'subscriptions/sub_one': subscriptionOf({ cancel_at: at('2028-01-01') }) };
    const { membership } = await cannedPayments(answers).readMembership(make.membershipId());
    expect(membership).toMatchObject({ renewsAt: at('2026-12-23') * 1000, endsAt: at('2028-01-01') * 1000 });
  });
});

describe('money that is not what was asked for', () => {
  const marked = { metadata: { mainstay: '1', mainstay_campaign: 'ad-free' } };
  test('a part that was captured is what counts', async () => {
    const intent = intentOf('pi_one', 5000, { ...marked, amount_received: 1000 });
    expect((await readOne({ 'payment_intents/pi_one': intent })).payment).toMatchObject({ amountMinor: 1000 });
  });

  test.each([
    ['a renewal', {}, 'failed'],
    ['a gift', marked, 'pending'],
  ])('a bank’s question about %s', async (_, owner, status) => {
    const intent = intentOf('pi_one', 1000, { ...owner, status: 'requires_action', latest_charge: null });
    const invoice = invoiceOf('in_one', [renewal], { status: 'open', amount_paid: 0 });
    const answers = { 'payment_intents/pi_one': intent, invoice_payments: listOf([linkOf(invoice)]) };
    expect((await readOne(answers)).payment).toMatchObject({ status, confirmedAt: null });
  });

  test.each([
    ['the currency of the charge', 'jpy', 2900, 2900],
    ['the currency it was settled in', 'usd', 1000, 1500],
    ['a currency that nobody can reckon with', 'eur', 7, 3000],
    ['more than was paid', 'usd', 9000, 3000],
  ])('a dispute in %s', async (_, currency, amount, withdrawnMinor) => {
    const settled = { amount: 2000, currency: 'usd' };
    const intent = intentOf(
      'pi_one',
      3000,
      { ...marked, currency: 'jpy' },
      { disputed: true, balance_transaction: settled },
    );
    const dispute = {
      id: 'du_1',
      object: 'dispute',
      status: 'needs_response',
      amount,
      currency,
      balance_transactions: [{}],
    };
    const truth = await readOne({ 'payment_intents/pi_one': intent, disputes: listOf([dispute]) });
    expect(truth.payment?.dispute).toMatchObject({ outcome: 'open', withdrawnMinor });
  });
});
