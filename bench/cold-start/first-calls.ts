// The first call of each door: one that succeeds, along the door's usual path with its usual network calls.
import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2, SQSEvent } from 'aws-lambda';
import Stripe from 'stripe';
import { settings } from '../../mainstay.config.ts';
import { stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import type { Door } from '../../shared/api/routes.ts';
import { webhookSecret } from '../sandbox.ts';
import type { StripeAnswers } from './stripe-answers.ts';

export const site = 'https://meridian.example';
const deviceToken = 'd'.repeat(43);
export const deviceHash = createHash('sha256').update(deviceToken).digest('base64url');

export function firstCalls({ payment, customer }: StripeAnswers): Readonly<Record<Door, object>> {
  const event = signedEvent({ id: payment, object: 'payment_intent', customer });
  return {
    offer: httpCall('GET /v1/offer', {}),
    checkout: httpCall('POST /v1/checkouts', {
      headers: { 'content-type': 'application/json', origin: site, 'idempotency-key': 'bench-0123456789abcdef' },
      body: JSON.stringify({ frequency: 'monthly', amountMinor: 500, currency: 'usd', returnUrl: `${site}/an-article` }),
    }),
    recognition: httpCall('GET /v1/standing', { cookies: [`${settings.cookies.device}=${deviceToken}`] }),
    'stripe-events': httpCall('POST /v1/stripe/events', event),
    doorbells: ringOf({ eventId: 'evt_bench', part: 'payment', objectId: payment, customerId: customer }),
  };
}

function signedEvent(object: object): Pick<APIGatewayProxyEventV2, 'body' | 'headers'> {
  const event = {
    ...{ id: 'evt_bench', object: 'event', type: 'payment_intent.succeeded', livemode: false },
    ...{ api_version: stripeApiVersion, created: Math.floor(Date.now() / 1000), data: { object } },
  };
  const payload = JSON.stringify(event);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: webhookSecret });
  return { body: payload, headers: { 'content-type': 'application/json', 'stripe-signature': signature } };
}

/** As API Gateway hands it over, payload format 2.0. */
export function httpCall(routeKey: string, sent: Partial<APIGatewayProxyEventV2>): APIGatewayProxyEventV2 {
  const [method = '', rawPath = ''] = routeKey.split(' ');
  const { headers = {}, ...more } = sent;
  return {
    ...{ version: '2.0', routeKey, rawPath, rawQueryString: '', isBase64Encoded: false },
    headers: { 'user-agent': 'bench', ...headers },
    ...more,
    requestContext: {
      ...{ accountId: '0', apiId: 'bench', domainName: 'bench', domainPrefix: 'bench', requestId: 'bench' },
      ...{ routeKey, stage: '$default', time: '23/Nov/2026:09:00:00 +0000', timeEpoch: 0 },
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.17', userAgent: 'bench' },
    },
  };
}

export function ringOf(...doorbells: readonly { readonly customerId: string | null }[]): SQSEvent {
  return {
    Records: doorbells.map((doorbell, place) => ({
      messageId: `m-${place}`,
      receiptHandle: `r-${place}`,
      body: JSON.stringify(doorbell),
      attributes: {
        ...{ ApproximateReceiveCount: '1', SentTimestamp: '0', SenderId: 'bench' },
        ApproximateFirstReceiveTimestamp: '0',
        MessageGroupId: doorbell.customerId ?? `${place}`,
      },
      ...{ messageAttributes: {}, md5OfBody: '', eventSource: 'aws:sqs', awsRegion: 'us-east-1' },
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:bench.fifo',
    })),
  };
}
