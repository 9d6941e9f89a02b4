// A paused subscription that runs again. It stands alone because both the resuming and a later payment lead here.
import { record } from '../world/record.ts';
import type { Subscription } from '../world/wire.ts';
import type { World } from '../world/world.ts';

/** `before` is what the announcement compares with; the row may already have moved its period. */
export function activate(world: World, subscription: Subscription, before: Subscription): Subscription {
  const { status_details: _paused, ...rest } = subscription;
  const active: Subscription = { ...rest, status: 'active' };
  world.subscriptions.set(active.id, active);
  record(world, 'customer.subscription.updated', active, before);
  record(world, 'customer.subscription.resumed', active);
  return active;
}
