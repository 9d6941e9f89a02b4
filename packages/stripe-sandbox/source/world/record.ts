// The event log: what happened, in the order it happened, with the object as it was then. Who gets it, and when, and how
// often, is not decided here (webhooks/).
import { Stripe } from 'stripe';
import { mintId } from './ids.ts';
import type { EventType, SandboxEvent, WireObject } from './wire.ts';
import { secondsNow, type World } from './world.ts';

/** `before` is the object before an update: what differs becomes `previous_attributes`. */
export function record(world: World, type: EventType, object: WireObject, before?: WireObject): SandboxEvent {
  const event: SandboxEvent = {
    id: mintId(world, 'evt_1', 23),
    object: 'event',
    api_version: Stripe.API_VERSION,
    created: secondsNow(world),
    data: before === undefined ? { object } : { object, previous_attributes: differences(before, object) },
    livemode: false,
    pending_webhooks: endpointsFor(world, type),
    request: world.request,
    type,
  };
  world.events.set(event.id, event);
  if (event.pending_webhooks > 0) world.outbox.push(event.id);
  return event;
}

export const wants = (enabled: readonly string[], type: string): boolean =>
  enabled.includes('*') || enabled.includes(type);

function endpointsFor(world: World, type: string): number {
  let count = 0;
  for (const endpoint of world.webhookEndpoints.values())
    if (endpoint.status === 'enabled' && wants(endpoint.enabled_events, type)) count += 1;
  return count;
}

/** The old values of what changed: of nested objects only the changed keys, of lists the whole old list. */
export function differences(before: object, after: object): Record<string, unknown> {
  const old = new Map<string, unknown>(Object.entries(before));
  const found: Record<string, unknown> = {};
  for (const [key, now] of Object.entries(after)) {
    const then = old.get(key);
    if (now === then || JSON.stringify(now) === JSON.stringify(then)) continue;
    found[key] = isHash(then) && isHash(now) ? differences(then, now) : (then ?? null);
  }
  for (const [key, then] of old) if (!(key in after)) found[key] = then;
  return found;
}

// Stripe gives the whole old list for `items`, never a part of it.
const isHash = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('data' in value);
