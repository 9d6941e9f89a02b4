// A whole sandbox as plain JSON, to be written to disk between two runs. Requests that hang are not part of it.
import type { Fault } from './api/faults.ts';
import type { IdempotencyRecord } from './api/idempotency.ts';
import type { SandboxState } from './sandbox-state.ts';
import { type DeliveryQueueSnapshot, restoreDeliveryQueue, snapshotDeliveryQueue } from './webhooks/delivery-queue.ts';
import { restoreWorld, snapshotWorld, type WorldSnapshot } from './world/snapshot.ts';

export interface SandboxSnapshot {
  readonly version: 1;
  readonly world: WorldSnapshot;
  readonly deliveries: DeliveryQueueSnapshot;
  readonly idempotency: readonly (readonly [string, IdempotencyRecord])[];
  readonly faults: readonly Fault[];
  readonly restrictedKeys?: readonly (readonly [string, readonly string[]])[];
  readonly offsetMilliseconds: number;
  readonly requestsSeen: number;
}

export function snapshotState(state: SandboxState): SandboxSnapshot {
  return {
    version: 1,
    world: snapshotWorld(state.world),
    deliveries: snapshotDeliveryQueue(state.deliveries),
    // A request that is still running is not remembered: after a restart nobody waits for its answer.
    idempotency: [...state.idempotency].filter(([, { answer }]) => answer !== null),
    faults: [...state.faults],
    restrictedKeys: [...state.restrictedKeys],
    offsetMilliseconds: state.offsetMilliseconds,
    requestsSeen: state.requestsSeen,
  };
}

export function restoreState(saved: SandboxSnapshot): SandboxState {
  return {
    world: restoreWorld(saved.world),
    deliveries: restoreDeliveryQueue(saved.deliveries),
    idempotency: new Map(saved.idempotency),
    faults: [...saved.faults],
    restrictedKeys: new Map(saved.restrictedKeys ?? []),
    offsetMilliseconds: saved.offsetMilliseconds,
    requestsSeen: saved.requestsSeen,
    held: new Set(),
  };
}
