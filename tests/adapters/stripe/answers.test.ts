// The wall to Stripe: what we do not read is left behind, and what is of the other mode or shape is refused.
import { describe, expect, test } from 'vitest';
import { sessionAnswer } from '../../../shared/adapters/stripe/checkout-answers.ts';
import { intentAnswer } from '../../../shared/adapters/stripe/payment-answers.ts';
import { read } from '../../../shared/adapters/stripe/read-answer.ts';

const session = {
  object: 'checkout.session',
  livemode: false,
  id: 'cs_test_one',
  status: 'complete',
  payment_status: 'paid',
  url: null,
  expires_at: 1_795_424_400,
  metadata: { mainstay: '1' },
  customer: { id: 'cus_one', object: 'customer', email: 'canary@example.org', name: 'Canary' },
  customer_details: {
    email: 'reader@example.org',
    name: 'Canary',
    address: { line1: 'Canary Street' },
    phone: 'canary',
  },
  payment_intent: 'pi_one',
  subscription: null,
  invoice: null,
};

describe('an answer of Stripe', () => {
  test('leaves behind everything personal but the address its payer typed', () => {
    const saved = JSON.stringify(read(sessionAnswer, session, 'test'));
    expect(saved).not.toMatch(/canary/i);
    expect(saved).toContain('reader@example.org');
  });
  test('names an object by its id, written out or not', () => {
    const owner = { id: 'cus_one', corrected: null };
    expect(read(sessionAnswer, session, 'test').customer).toEqual(owner);
    expect(read(sessionAnswer, { ...session, customer: 'cus_one' }, 'test').customer).toEqual(owner);
  });
  test('takes the address of a customer only where staff marked it as corrected', () => {
    const customer = { ...session.customer, email: 'right@example.org' };
    const of = (metadata: object) => read(sessionAnswer, { ...session, customer: { ...customer, metadata } }, 'test');
    expect(of({ mainstay_address: 'corrected' }).customer).toEqual({ id: 'cus_one', corrected: 'right@example.org' });
    for (const metadata of [{}, { mainstay_address: 'yes' }, { mainstay: 'corrected' }]) {
      expect(of(metadata).customer).toEqual({ id: 'cus_one', corrected: null });
    }
  });
  test.each([
    ['test', true],
    ['live', false],
  ] as const)('in the mode %s is refused with livemode %s', (mode, livemode) =>
    expect(() => read(sessionAnswer, { ...session, livemode }, mode)).toThrow('other mode'),
  );
  test.each([
    ['an error that came as a success', { message: 'canary not found' }],
    ['another object', { ...session, object: 'payment_intent' }],
    ['a status that is not documented', { ...session, status: 'canary' }],
    ['half an object', { object: 'checkout.session' }],
    ['nothing', null],
    ['a text', 'canary'],
  ])('is refused as %s, without repeating it', (_what, answer) => {
    expect(() => read(sessionAnswer, answer, 'test')).toThrow(/^Stripe answered in another shape: (?!.*canary)/);
  });
});

describe('an owner', () => {
  const intent = (customer: unknown) => ({
    object: 'payment_intent',
    livemode: false,
    id: 'pi_one',
    status: 'succeeded',
    amount: 500,
    currency: 'usd',
    created: 0,
    metadata: {},
    customer,
  });
  const ownerOf = (customer: unknown) => read(intentAnswer, intent(customer), 'test').customer;
  test('that was only named is there as far as we know', () =>
    expect(ownerOf('cus_one')).toEqual({ id: 'cus_one', isGone: false }));
  test('that was deleted is known to be gone', () =>
    expect(ownerOf({ id: 'cus_one', object: 'customer', deleted: true })).toEqual({ id: 'cus_one', isGone: true }));
  test('that was written out leaves name and address behind', () =>
    expect(ownerOf({ id: 'cus_one', object: 'customer', email: 'canary@example.org' })).toEqual({
      id: 'cus_one',
      isGone: false,
    }));
});
