// Stripe's own sample objects, if a copy of them is beside the project, as events of every type we follow and of
// many we do not: accepted or ignored, never a failure. They are an independent source of what an object looks like.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { eventTypes } from '../../shared/adapters/stripe/event-types.ts';
import { openNewsroom } from '../support/newsroom.ts';
import { signed, stripeEvent } from '../support/signed-webhook.ts';

const samples = new URL('../../../shared/data/stripe-fixtures3.json', import.meta.url);
const shape = z.object({ resources: z.record(z.string(), z.looseObject({})) });
const resources = existsSync(samples) ? shape.parse(JSON.parse(readFileSync(samples, 'utf8'))).resources : {};

/** The sample for events of this type: the longest name that the type begins with. */
const sampleOf = (type: string): object | undefined =>
  resources[
    Object.keys(resources)
      .filter((name) =>
        type
          .replace('customer.subscription', 'subscription')
          .replace('charge.dispute', 'dispute')
          .startsWith(`${name}.`),
      )
      .sort((one, other) => other.length - one.length)[0] ?? ''
  ];

const newsroom = openNewsroom();
const syncRequest = async (type: string, object: object) => {
  const { body, signature } = signed(stripeEvent(type, object), newsroom.now());
  return newsroom.call('POST', '/v1/stripe/events', { body, headers: { 'stripe-signature': signature } });
};

test('every followed type is accepted, whatever Stripe puts into it', async () => {
  for (const type of Object.keys(eventTypes)) {
    const said = await syncRequest(type, sampleOf(type) ?? { id: 'pi_sample', object: 'payment_intent' });
    expect([type, said.status]).toEqual([type, 200]);
  }
});

test('every other object of Stripe’s is ignored', async () => {
  for (const [name, object] of Object.entries(resources)) {
    const said = await syncRequest(`${name}.updated`, object);
    expect([name, said.status]).toEqual([name, 200]);
  }
});
