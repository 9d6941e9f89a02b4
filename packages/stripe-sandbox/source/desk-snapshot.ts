// A whole sandbox as plain JSON, to be written to disk between two runs. Requests that hang are not part of it.
import type { Fault } from './api/faults.ts';
import type { IdempotencyRecord } from './api/idempotency.ts';
import type { Desk } from './desk.ts';
import { type CourierSnapshot, restoreCourier, snapshotCourier } from './webhooks/courier.ts';
import { restoreWorld, snapshotWorld, type WorldSnapshot } from './world/snapshot.ts';

export interface SandboxSnapshot {
  readonly version: 1;
  readonly world: WorldSnapshot;
  readonly courier: CourierSnapshot;
  readonly idempotency: readonly (readonly [string, IdempotencyRecord])[];
  readonly faults: readonly Fault[];
  readonly restrictedKeys?: readonly (readonly [string, readonly string[]])[];
  readonly offsetMilliseconds: number;
  readonly requestsSeen: number;
}

export function snapshotDesk(desk: Desk): SandboxSnapshot {
  return {
    version: 1,
    world: snapshotWorld(desk.world),
    courier: snapshotCourier(desk.courier),
    // A request that is still running is not remembered: after a restart nobody waits for its answer.
    idempotency: [...desk.idempotency].filter(([, { answer }]) => answer !== null),
    faults: [...desk.faults],
    restrictedKeys: [...desk.restrictedKeys],
    offsetMilliseconds: desk.offsetMilliseconds,
    requestsSeen: desk.requestsSeen,
  };
}

export function restoreDesk(saved: SandboxSnapshot): Desk {
  return {
    world: restoreWorld(saved.world),
    courier: restoreCourier(saved.courier),
    idempotency: new Map(saved.idempotency),
    faults: [...saved.faults],
    restrictedKeys: new Map(saved.restrictedKeys ?? []),
    offsetMilliseconds: saved.offsetMilliseconds,
    requestsSeen: saved.requestsSeen,
    held: new Set(),
  };
}
