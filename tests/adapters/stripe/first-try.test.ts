// What counts for and against a card being tested: first payments of ours, and never a member's renewal.
import { expect, test } from 'vitest';
import { firstTryIn } from '../../../shared/adapters/stripe/first-try.ts';

const event = (type: string, object: object) => ({ type, data: { object } });
const ours = { metadata: { mainstay: '1' } };
test.each([
  ['a gift that a bank refused', event('payment_intent.payment_failed', ours), 'declined'],
  [
    "a membership's first payment that was refused",
    event('payment_intent.payment_failed', { metadata: {}, description: 'Subscription creation' }),
    'declined',
  ],
  ['a checkout that was completed', event('checkout.session.completed', ours), 'completed'],
  [
    'a renewal that was refused',
    event('payment_intent.payment_failed', { metadata: {}, description: 'Subscription update' }),
    null,
  ],
  ["another app's refused payment", event('payment_intent.payment_failed', { metadata: { order: '7' } }), null],
  ["another app's checkout", event('checkout.session.completed', { metadata: null }), null],
  ['money that came', event('payment_intent.succeeded', ours), null],
  ['no event', null, null],
])('%s', (_what, said, tried) => expect(firstTryIn(said)).toBe(tried));
