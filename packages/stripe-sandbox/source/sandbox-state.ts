// Everything one sandbox holds beside the imagined account itself: what its HTTP face remembers, what waits to be
// delivered, and how far its clock was moved by hand. A snapshot is exactly this.
import type { Fault } from './api/faults.ts';
import type { IdempotencyStore } from './api/idempotency.ts';
import type { RestrictedKeys } from './api/key-permissions.ts';
import { type DeliveryQueue, newDeliveryQueue } from './webhooks/delivery-queue.ts';
import type { World } from './world/world.ts';

export interface SandboxState {
  world: World;
  deliveries: DeliveryQueue;
  readonly idempotency: IdempotencyStore;
  readonly faults: Fault[];
  readonly restrictedKeys: RestrictedKeys;
  offsetMilliseconds: number;
  requestsSeen: number;
  /** Requests that were left without an answer, to be let go. */
  readonly held: Set<() => void>;
}

export function newSandboxState(world: World): SandboxState {
  return {
    world,
    deliveries: newDeliveryQueue(),
    idempotency: new Map(),
    faults: [],
    restrictedKeys: new Map(),
    offsetMilliseconds: 0,
    requestsSeen: 0,
    held: new Set(),
  };
}
