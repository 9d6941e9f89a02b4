// The live mode of the same account. Its events reach the endpoint of the test mode where somebody entered the same address
// there, signed with a secret that we hold. Nothing of it may count.
import { createSession } from '../../packages/stripe-sandbox/source/checkout/create-session.ts';
import { payCheckout } from '../../packages/stripe-sandbox/source/checkout/pay-checkout.ts';
import { createEndpoint } from '../../packages/stripe-sandbox/source/webhooks/endpoints.ts';
import { createWorld, type World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { eventTypes, stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import { stripeEvents } from '../../shared/adapters/stripe/stripe-events.ts';
import { syncRequestOfEvent } from '../../shared/adapters/stripe/sync-request-of-event.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import { signed, webhookSecret } from '../support/signed-webhook.ts';

const secrets = { current: async () => [webhookSecret], again: async () => [webhookSecret] };

export function openLiveMode(seed: number, now: number): World {
  const live = createWorld({ seed: seed + 1_000_000, now });
  createEndpoint(live, { url: 'https://news.example/v1/stripe/events', enabled_events: Object.keys(eventTypes) });
  return live;
}

/** Somebody gives in live mode: our marker, our campaign. */
export function giveLive(live: World): void {
  const metadata = { mainstay: 'harbor', mainstay_campaign: 'ad-free' };
  const { id } = createSession(live, {
    mode: 'payment',
    success_url: 'https://news.example/a',
    customer_creation: 'always',
    metadata,
    payment_intent_data: { metadata },
    line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 3000, product_data: { name: 'Live' } } }],
  });
  payCheckout(live, id, { method: 'card', email: 'live@example.org' });
}

/** What the webhook lets through of what live mode tells; `isLetThrough` plants that it looks at no mode. */
export async function heardOfLive(live: World, isLetThrough: boolean): Promise<SyncRequest[]> {
  const heard: SyncRequest[] = [];
  for (const id of live.outbox.splice(0)) {
    const event = live.events.get(id);
    if (event === undefined) continue;
    const { body, signature } = signed({ ...event, livemode: true, api_version: stripeApiVersion }, live.now);
    const read = await stripeEvents('test', secrets).read(Buffer.from(body), signature, live.now);
    if (!read.ok) throw new Error('a signed event of live mode was refused');
    const planted = isLetThrough ? syncRequestOfEvent(event) : null;
    if (planted !== null) heard.push({ ...planted, eventId: id });
    else if (read.value.kind === 'sync') heard.push(read.value.syncRequest);
  }
  return heard;
}
