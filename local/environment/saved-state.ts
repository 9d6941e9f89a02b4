// Opens what the last run saved: the lock, the time and state of the world, and the secrets. With Stripe itself behind the
// functions it uses real time, because Stripe's clock cannot be moved, and another table, queue and memory, so that none of the
// sandbox's supporters is known there.
import { systemChance } from '../../shared/adapters/node/system.ts';
import type { Secrets } from '../servers/secrets-server.ts';
import { takeLock } from './lock.ts';
import { openSecrets, type StripeKeys } from './secrets.ts';
import { openState, type State } from './state.ts';
import type { Undo } from './undo.ts';
import { readWorld, type SavedWorld, writeWorld } from './world-file.ts';

export interface SavedState {
  readonly state: State;
  /** Identifies this run to another run that looks for it. */
  readonly run: string;
  readonly world: SavedWorld;
  readonly keys: StripeKeys;
  readonly secrets: Secrets;
  readonly keepSecret: (name: string, value: string) => void;
  readonly table: string;
  /** The folder of the queues within that of the run. */
  readonly queue: string;
  /** The sandbox computes its ids from it. */
  readonly seed: number;
  write(world: SavedWorld): void;
}

/** `brought` is null where the sandbox stands for Stripe. */
export async function openSavedState(
  stateDir: string | null,
  site: string,
  brought: StripeKeys | null,
  undo: Undo,
): Promise<SavedState> {
  const run = systemChance.token(12);
  const state = openState(stateDir);
  if (state.folder !== null) undo.later(await takeLock(state, { site, run }));
  const name = brought === null ? 'world' : 'world-stripe-test';
  const world = readWorld(state, name);
  return {
    state,
    run,
    world: brought === null ? world : { ...world, shift: 0 },
    ...openSecrets(state, systemChance, brought),
    table: brought === null ? 'mainstay' : 'mainstay-stripe-test',
    queue: brought === null ? 'queue' : 'queue-stripe-test',
    seed: Buffer.from(systemChance.token(4), 'base64url').readUInt32BE(),
    // A run that ends with the process has nothing to write.
    write: (next) => {
      if (state.folder !== null) writeWorld(state, name, next);
    },
  };
}
