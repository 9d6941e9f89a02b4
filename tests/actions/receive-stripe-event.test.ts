// A webhook is proven, reduced to the part it is about, and queued. What is not ours to answer is accepted, what cannot be
// proven is refused, and what could not be done is never called done.
import { beforeEach, describe, expect, test } from 'vitest';
import { receiveStripeEvent } from '../../shared/actions/receive-stripe-event.ts';
import { eventTypes } from '../../shared/adapters/stripe/event-types.ts';
import { minute } from '../../shared/core/time.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { signed, stripeEvent } from '../support/signed-webhook.ts';

let newsroom: Newsroom;
beforeEach(() => {
  newsroom = openNewsroom();
});
const post = ({ body, signature }: { body: string; signature: string }) =>
  newsroom.call('POST', '/v1/stripe/events', { body, headers: { 'stripe-signature': signature } });
const subscription = { id: 'sub_one', object: 'subscription', customer: 'cus_one', metadata: {} };
const syncRequest = (type: string, object: object, more: object = {}) =>
  post(signed(stripeEvent(type, object, more), newsroom.now()));
const queued = () => newsroom.queue.dump().waiting.map(({ syncRequest: { eventId: _, ...rest } }) => rest);

describe('reduces an event to the part it is about', () => {
  test.each([
    ['checkout.session.completed', { id: 'cs_test_1', customer: 'cus_1' }, 'checkout', 'cs_test_1', 'cus_1'],
    ['checkout.session.expired', { id: 'cs_test_1', customer: null }, 'checkout', 'cs_test_1', null],
    ['customer.subscription.updated', { id: 'sub_1', customer: { id: 'cus_1' } }, 'membership', 'sub_1', 'cus_1'],
    ['customer.deleted', { id: 'cus_1', object: 'customer' }, 'customer', 'cus_1', 'cus_1'],
    ['invoice.paid', { id: 'in_1', customer: 'cus_1' }, 'payment', 'in_1', 'cus_1'],
    ['invoice_payment.paid', { id: 'inpay_1', payment: { payment_intent: 'pi_1' } }, 'payment', 'pi_1', null],
    ['invoice_payment.paid', { id: 'inpay_1', invoice: 'in_1', payment: {} }, 'payment', 'in_1', null],
    ['payment_intent.succeeded', { id: 'pi_1', customer: null }, 'payment', 'pi_1', null],
    ['charge.updated', { id: 'ch_1', payment_intent: 'pi_1', customer: 'cus_1' }, 'payment', 'pi_1', 'cus_1'],
    ['refund.failed', { id: 're_1', payment_intent: null, charge: 'ch_1' }, 'payment', 'ch_1', null],
    ['charge.dispute.closed', { id: 'du_1', charge: 'ch_1', payment_intent: 'pi_1' }, 'payment', 'pi_1', null],
  ])('%s with %j', async (type, object, part, objectId, customerId) => {
    const said = await syncRequest(type, object);
    expect([said.status, said.json]).toEqual([200, { received: true }]);
    const tried = type === 'payment_intent.succeeded' ? { tried: 'succeeded' } : {};
    expect(queued()).toEqual([{ part, objectId, customerId, ...tried }]);
  });

  test('and nothing else of it ever lies in the queue', async () => {
    const person = { email: 'reader@example.org', name: 'A Reader', address: { line1: 'A Street' } };
    await syncRequest('checkout.session.completed', { id: 'cs_test_1', customer: 'cus_1', customer_details: person });
    const [waiting] = newsroom.queue.dump().waiting;
    expect(Object.keys(waiting?.syncRequest ?? {}).sort()).toEqual(['customerId', 'eventId', 'objectId', 'part']);
    expect(JSON.stringify(newsroom.queue.dump())).not.toMatch(/reader@|A Reader|A Street/);
  });
});

describe('what is not ours to answer', () => {
  test.each([
    ['of the other mode', 'customer.subscription.updated', { livemode: true }, 'other-mode'],
    ['of a type nobody follows', 'invoice.created', {}, 'unfollowed-type'],
    ['of a type named like a property of every object', 'constructor', {}, 'unfollowed-type'],
  ])('an event %s is accepted, counted, and not queued', async (_, type, more, why) => {
    const before = await newsroom.stores.held();
    expect((await syncRequest(type, subscription, more)).status).toBe(200);
    expect(newsroom.log.of('event-ignored')).toEqual([{ why }]);
    expect(queued()).toEqual([]);
    expect(await newsroom.stores.held()).toEqual(before);
  });

  test('an event whose object has no id is accepted and not queued', async () => {
    expect((await syncRequest('invoice.payment_failed', { object: 'invoice' })).status).toBe(200);
    expect(queued()).toEqual([]);
  });
});

test('an event in another API version is accepted, because only ids are used, and raises an alarm', async () => {
  expect((await syncRequest('customer.subscription.updated', subscription, { api_version: '2020-08-27' })).status).toBe(
    200,
  );
  expect(queued()).toHaveLength(1);
  expect(newsroom.log.of('event-of-other-version')).toHaveLength(1);
});

test('the same event twice is one sync request; two events of one object are two', async () => {
  const once = signed(stripeEvent('customer.subscription.updated', subscription), newsroom.now());
  await post(once);
  await post(once);
  expect(queued()).toHaveLength(1);
  await syncRequest('customer.subscription.updated', subscription);
  expect(queued()).toHaveLength(2);
});

test('invoice.created is never followed: Stripe waits with a renewal for the answer to it', () => {
  expect(Object.keys(eventTypes)).not.toContain('invoice.created');
});

describe('is refused', () => {
  const event = stripeEvent('customer.subscription.updated', subscription);
  const refusedAs = async (said: ReturnType<typeof post>, code: string) => {
    const { status, json } = await said;
    expect([status, json]).toEqual([400, expect.objectContaining({ code })]);
    expect(queued()).toEqual([]);
    expect(newsroom.log.of('event-refused')).toEqual([{ why: code }]);
  };

  test('when it is signed with another secret', async () =>
    refusedAs(post(signed(event, newsroom.now(), 'whsec_of_somebody_else')), 'event-forged'));
  test('when it was signed more than five minutes ago', async () =>
    refusedAs(post(signed(event, newsroom.now() - 6 * minute)), 'event-forged'));
  test('when a byte of it was changed on the way', async () => {
    const { body, signature } = signed(event, newsroom.now());
    await refusedAs(post({ body: body.replace('cus_one', 'cus_two'), signature }), 'event-forged');
  });
  test('when it is signed and no event', async () =>
    refusedAs(post(signed('{"object":"list"}', newsroom.now())), 'event-malformed'));
  test('when it is signed and no JSON', async () =>
    refusedAs(post(signed('not json', newsroom.now())), 'event-malformed'));
});

test('when the queue does not take the sync request nobody says that it was received', async () => {
  const syncQueue = {
    send: async () => {
      throw new Error('the queue is down');
    },
  };
  const { body, signature } = signed(stripeEvent('customer.subscription.updated', subscription), newsroom.now());
  const raw = Buffer.from(body);
  await expect(receiveStripeEvent({ ...newsroom.needs, syncQueue }, { raw, signature })).rejects.toThrow(
    'queue is down',
  );
  expect(newsroom.log.of('event-received')).toEqual([]);
});

test('every event the sandbox sends for a whole life of a membership is taken', async () => {
  const browser = newsroom.browser();
  const { subscription: id } = await steps.partsOf(newsroom, await steps.give(newsroom, browser));
  await newsroom.advanceDays(31);
  await newsroom.stripe.subscriptions.cancel(id);
  await newsroom.drain();
  const { tally } = newsroom.sandbox.state.deliveries;
  expect(tally.sent).toBeGreaterThan(8);
  expect(tally.delivered).toBe(tally.sent);
  expect(newsroom.log.of('event-refused')).toEqual([]);
});

test('every payment attempt is counted once, with its result and without its payer', async () => {
  await syncRequest('payment_intent.payment_failed', { id: 'pi_1', customer: null });
  await syncRequest('payment_intent.succeeded', { id: 'pi_2', customer: 'cus_2' });
  await syncRequest('invoice.payment_failed', { id: 'in_3', customer: 'cus_3' });
  expect(newsroom.log.of('payment-tried')).toEqual([{ declined: 1 }, { declined: 0 }]);
});

test('the lateness of a sync request is logged, in seconds since the time of the event', async () => {
  const created = Math.floor(newsroom.now() / 1000) - 7;
  await syncRequest('invoice.paid', { id: 'in_1', customer: 'cus_1' }, { created });
  expect(newsroom.log.of('event-received')).toMatchObject([{ delaySeconds: 7 }]);
});
