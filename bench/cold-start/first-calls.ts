// The first call of each function: one that succeeds, along the function's usual path with its usual network calls.
import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import Stripe from 'stripe';
import { settings } from '#settings';
import { newSealPair } from '../../local/environment/seal-pair.ts';
import { hpkeSealer } from '../../shared/adapters/hpke/sealer.ts';
import { stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import type { FunctionName } from '../../shared/api/routes.ts';
import { httpCall, queueEventOf, site } from '../lambda-events.ts';
import { webhookSecret } from '../sandbox.ts';
import type { StripeAnswers } from './stripe-answers.ts';

const deviceToken = 'd'.repeat(43);
export const deviceHash = createHash('sha256').update(deviceToken).digest('base64url');

export async function firstCalls({
  payment,
  customer,
}: StripeAnswers): Promise<Readonly<Record<FunctionName, object>>> {
  const event = signedEvent({ id: payment, object: 'payment_intent', customer });
  return {
    offer: httpCall('GET /v1/campaigns/{campaign}', { pathParameters: { campaign: 'ad-free' } }),
    checkout: httpCall('POST /v1/checkouts', {
      headers: { 'content-type': 'application/json', origin: site, 'idempotency-key': 'bench-0123456789abcdef' },
      body: JSON.stringify({
        frequency: 'monthly',
        amountMinor: 500,
        currency: 'usd',
        returnUrl: `${site}/an-article`,
      }),
    }),
    recognition: httpCall('GET /v1/standing', { cookies: [`${settings.cookies.device}=${deviceToken}`] }),
    'stripe-webhook': httpCall('POST /v1/stripe/events', event),
    sync: queueEventOf([{ eventId: 'evt_bench', part: 'payment', objectId: payment, customerId: customer }]),
    reconcile: { job: 'nightly' },
    reminders: httpCall('POST /v1/reminders', {
      headers: { 'content-type': 'application/json', origin: site },
      body: JSON.stringify({ email: 'a@example.org', month: '+1' }),
    }),
    mail: { Records: [{ messageId: 'input', body: JSON.stringify(await requestLink()) }] },
  };
}

/** The functions that seal and open have these keys in the bench's secrets. */
export const sealPair = newSealPair();

/** For an address nobody gave with: all of the work except the message itself. */
async function requestLink() {
  const id = 'w'.repeat(22);
  const sealer = hpkeSealer(async () => ({ current: 's1', key: sealPair.seals }));
  return { id, sealed: await sealer.seal(JSON.stringify({ email: 'a@example.org', purpose: 'portal' }), id) };
}

function signedEvent(object: object): Pick<APIGatewayProxyEventV2, 'body' | 'headers'> {
  const event = {
    id: 'evt_bench',
    object: 'event',
    type: 'payment_intent.succeeded',
    livemode: false,
    api_version: stripeApiVersion,
    created: Math.floor(Date.now() / 1000),
    data: { object },
  };
  const payload = JSON.stringify(event);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: webhookSecret });
  return { body: payload, headers: { 'content-type': 'application/json', 'stripe-signature': signature } };
}
