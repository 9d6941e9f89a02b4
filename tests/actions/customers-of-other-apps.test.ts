// Old Stripe accounts hold customers whose id another app chose: a number, an address. Whatever is about them is foreign to
// us: counted, silent, and never a dead letter.
import { expect, test } from 'vitest';
import { settings } from '#settings';
import { candidateOf } from '../../operations/import/candidate.ts';
import { answerSyncRequest } from '../../shared/actions/answer-sync-request.ts';
import { paymentId } from '../support/builders.ts';
import { cannedPayments, intentOf, itemOf, listOf, subscriptionOf } from '../support/canned-stripe.ts';
import { openNewsroom } from '../support/newsroom.ts';
import { signed, stripeEvent } from '../support/signed-webhook.ts';

const strange = ['member-4711', 'someone@example.org', '20140312', 'cus-old_1', 'cus_with.dot', 'x'.repeat(200)];
const subscription = (customer: string) =>
  subscriptionOf({ id: 'sub_shop', customer: { id: customer, object: 'customer' }, metadata: { shop: '7' } });
const charge = (customer: string) => ({
  ...{ id: 'ch_shop', object: 'charge', livemode: false, customer, payment_intent: 'pi_shop', disputed: false },
});
const invoice = (customer: string) => ({
  ...{ id: 'in_shop', object: 'invoice', livemode: false, status: 'paid', customer, currency: 'usd', total: 900 },
  ...{ amount_paid: 900, status_transitions: { paid_at: 1 }, parent: null, lines: listOf([]), payments: listOf([]) },
});
const session = (customer: string) => ({
  ...{ id: 'cs_test_shop', object: 'checkout.session', livemode: false, status: 'complete', payment_status: 'paid' },
  ...{ expires_at: 1, metadata: {}, customer, payment_intent: 'pi_shop', subscription: null, invoice: null },
});
const answers = (customer: string) => ({
  'subscriptions/sub_shop': subscription(customer),
  'payment_intents/pi_shop': intentOf('pi_shop', 900, { customer: { id: customer, object: 'customer' } }),
  'charges/ch_shop': charge(customer),
  'invoices/in_shop': invoice(customer),
  'checkout/sessions/cs_test_shop': session(customer),
  'checkout/sessions': listOf([]),
  invoice_payments: listOf([]),
});

test.each(strange)(
  'events about a customer of another app (shape %#) end in silence, none in the dead letters',
  async (id) => {
    const newsroom = openNewsroom();
    Object.assign(newsroom.needs.payments, cannedPayments(answers(id)));
    const before = await newsroom.stores.held();
    for (const [type, object] of [
      ['customer.subscription.updated', { ...subscription(id), customer: id }],
      ['payment_intent.succeeded', { ...intentOf('pi_shop', 900), customer: id }],
      ['invoice.paid', invoice(id)],
      ['charge.updated', charge(id)],
      ['refund.created', { id: 're_shop', object: 'refund', charge: 'ch_shop' }],
      ['checkout.session.completed', session(id)],
      ['customer.deleted', { id, object: 'customer', deleted: true }],
    ] as const) {
      const { body, signature } = signed(stripeEvent(type, object), newsroom.now());
      const said = await newsroom.call('POST', '/v1/stripe/events', {
        body,
        headers: { 'stripe-signature': signature },
      });
      expect(said.status).toBe(200);
    }
    await newsroom.drain();
    expect(newsroom.log.of('sync-failed')).toEqual([]);
    expect(newsroom.log.of('sync-foreign').length).toBeGreaterThan(0);
    expect(await newsroom.stores.held()).toEqual(before);
  },
);

test('a charge of such a customer that names no intent is nobody’s', async () => {
  const newsroom = openNewsroom();
  const old = { ...charge('member-4711'), payment_intent: null };
  const payments = cannedPayments({ 'charges/ch_shop': old });
  const needs = { ...newsroom.needs, payments };
  const request = { eventId: 'evt_one', part: 'payment', objectId: 'ch_shop', customerId: null } as const;
  expect(await answerSyncRequest(needs, request)).toBe('no-purpose-yet');
});

const of = { mode: 'test', installation: settings.installation } as const;
const price = { currency: 'usd', unit_amount: 500, product: 'prod_one' };
const monthly = { ...price, recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' } };
test.each(strange)('an import passes over a subscription of such a customer (shape %#), with a reason', (id) => {
  const items = listOf([itemOf({ price: monthly })]);
  const candidate = candidateOf({ ...subscription(id), items }, of);
  expect(candidate.obstacle).toContain('not of Stripe');
  expect(candidateOf({ ...subscription('cus_one'), items }, of).obstacle).toBeNull();
});

test('what carries our marker under such an id is a defect that staff hear of', async () => {
  const marked = { metadata: { mainstay: '1' }, customer: { id: 'member-4711', object: 'customer' } };
  const payments = cannedPayments({
    'subscriptions/sub_one': subscriptionOf(marked),
    'payment_intents/pi_one': intentOf('pi_one', 500, marked),
  });
  const request = { eventId: 'evt_one', customerId: null } as const;
  const needs = { ...openNewsroom().needs, payments };
  await expect(answerSyncRequest(needs, { ...request, part: 'membership', objectId: 'sub_one' })).rejects.toThrow();
  await expect(payments.readPayment(paymentId())).rejects.toThrow('cannot hold');
});
