// What the SDK throws when Stripe cannot be asked now is expected; anything else is a defect of ours and stays thrown.
import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { unavailable } from '../../../shared/adapters/stripe/unavailable.ts';

const { errors } = Stripe;
const raw = (statusCode: number) => ({ message: 'said by Stripe', type: 'api_error' as const, statusCode });

describe('Stripe that cannot be asked now', () => {
  test.each([
    ['a connection that broke', new errors.StripeConnectionError({ ...raw(0), type: 'api_error' }), false],
    ['too many requests', new errors.StripeRateLimitError(raw(429)), false],
    ['a first request that is still under way', new errors.StripeAPIError(raw(409)), false],
    ['an answer that could not be read', new errors.StripeAPIError({ message: 'cut off', type: 'api_error' }), false],
    ['an error of Stripe’s own, which it would replay under our key', new errors.StripeAPIError(raw(500)), true],
    ['Stripe down', new errors.StripeAPIError(raw(503)), true],
  ])('%s', (_what, error, isKeySpent) =>
    expect(unavailable(error)).toEqual({ ok: false, failure: { kind: 'unavailable', isKeySpent } }),
  );
});

describe('a defect of ours', () => {
  test.each([
    ['a parameter Stripe refuses', new errors.StripeInvalidRequestError(raw(400))],
    ['a key Stripe does not know', new errors.StripeAuthenticationError(raw(401))],
    ['a key that may not', new errors.StripePermissionError(raw(403))],
    ['a key used for something else', new errors.StripeIdempotencyError(raw(400))],
    ['anything else', new TypeError('not a function')],
  ])('%s is thrown on as it is', (_what, error) => expect(() => unavailable(error)).toThrow(error));
});
