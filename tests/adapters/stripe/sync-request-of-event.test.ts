// An event becomes ids and nothing else, for every type that is followed.
import { describe, expect, test } from 'vitest';
import { eventTypes } from '../../../shared/adapters/stripe/event-types.ts';
import { syncRequestOfEvent, syncRequestOfObject } from '../../../shared/adapters/stripe/sync-request-of-event.ts';

const person = { email: 'reader@example.org', name: 'A Reader', billing_details: { phone: '555' } };
const prefixes: Readonly<Record<string, string>> = {
  checkout: 'cs',
  customer: 'cus',
  invoice: 'in',
  invoice_payment: 'inpay',
  payment_intent: 'pi',
  charge: 'ch',
  refund: 're',
  radar: 'issfr',
};
const idFor = (name: string): string => {
  if (name.startsWith('customer.subscription')) return 'sub_one';
  if (name.startsWith('charge.dispute')) return 'du_one';
  return `${prefixes[name.split('.')[0] ?? '']}_one`;
};

describe.each(Object.entries(eventTypes))('%s', (name, { part }) => {
  const object = { id: idFor(name), customer: 'cus_one', invoice: 'in_one', ...person };

  test('becomes its part, an object and a customer', () => {
    const syncRequest = syncRequestOfEvent({ type: name, data: { object } });
    expect(Object.keys(syncRequest ?? {}).sort()).toEqual(['customerId', 'objectId', 'part']);
    expect(syncRequest).toMatchObject({ part, customerId: 'cus_one', objectId: expect.stringMatching(/^[a-z]+_one$/) });
  });
  test('names no person, even where Stripe does', () =>
    expect(JSON.stringify(syncRequestOfEvent({ type: name, data: { object } }))).not.toMatch(/reader|Reader|555/));
  test('is nothing where its object has no id of Stripe’s shape', () => {
    for (const id of [undefined, null, 7, '', 'one', 'sub-one', 'sub_o#ne', { id: 5 }, ['sub_one'], 'x_'.repeat(200)])
      expect(syncRequestOfEvent({ type: name, data: { object: { id, ...person } } })).toBeNull();
  });
});

describe('what an object names', () => {
  const ofPayment = { part: 'payment', named: ['payment_intent', 'charge', 'id'] } as const;
  test.each([
    ['the intent before the charge', { id: 're_1', payment_intent: 'pi_1', charge: 'ch_1' }, 'pi_1'],
    ['the charge where no intent is', { id: 're_1', payment_intent: null, charge: 'ch_1' }, 'ch_1'],
    ['the intent that was written out in full', { id: 'du_1', payment_intent: { id: 'pi_1', amount: 5 } }, 'pi_1'],
    ['itself where it names neither', { id: 'ch_1' }, 'ch_1'],
  ])('is %s', (_what, object, objectId) =>
    expect(syncRequestOfObject(object, ofPayment)).toEqual({ part: 'payment', objectId, customerId: null }),
  );
  test('is a customer of Stripe’s shape or none', () => {
    expect(syncRequestOfObject({ id: 'pi_1', customer: { id: 'cus_1' } }, ofPayment)?.customerId).toBe('cus_1');
    expect(syncRequestOfObject({ id: 'pi_1', customer: 'acct_1' }, ofPayment)?.customerId).toBeNull();
  });
  test.each([null, undefined, 'event', 5, [], {}, { id: 5 }])('is nothing in %j', (object) =>
    expect(syncRequestOfEvent({ type: 'invoice.paid', data: { object } })).toBeNull(),
  );
  test('is nothing in an event of a type that is not followed', () =>
    expect(syncRequestOfEvent({ type: 'toString', data: { object: { id: 'in_one' } } })).toBeNull());
});
