// A Stripe event as Stripe posts it, signed by the SDK itself, and every wrong signature that a test
// needs: another time, another secret, several at once.
import Stripe from 'stripe';
import { stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import { type Instant, secondsOf } from '../../shared/core/time.ts';

export const webhookSecret = 'whsec_of_the_newsroom_under_test';

let minted = 0;
/** An event about `object`, with an id of its own. */
export function stripeEvent(type: string, object: object, overrides: object = {}): object {
  minted += 1;
  return {
    id: `evt_made${String(minted).padStart(6, '0')}`,
    object: 'event',
    api_version: stripeApiVersion,
    created: 0,
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
    ...overrides,
  };
}

export interface Signed {
  readonly body: string;
  readonly signature: string;
}
/** `event` may be a text, for a body that is no event at all. */
export function signed(event: object | string, at: Instant, secret = webhookSecret): Signed {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: secondsOf(at) });
  return { body, signature };
}

/** One time and two signatures, as Stripe sends them during a rotation. */
export function signedByBoth(event: object, at: Instant, secrets: readonly [string, string]): Signed {
  const [first, second] = secrets.map((secret) => signed(event, at, secret));
  if (first === undefined || second === undefined) throw new Error('two secrets are needed');
  return { body: first.body, signature: `${first.signature},${second.signature.split(',')[1]}` };
}
