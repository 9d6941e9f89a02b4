// The file with the state of a local run: how far its clock was moved, the sandbox's world, and, without Java, the content
// of the memory adapters. All three are in one file, so that a killed run never leaves them from different moments.
import * as z from 'zod/mini';
import type { SandboxSnapshot } from '../../packages/stripe-sandbox/source/sandbox-snapshot.ts';
import { CannotStart } from './cannot-start.ts';
import type { StandInDump } from './stand-in-stores.ts';
import type { State } from './state.ts';

export interface SavedWorld {
  readonly shift: number;
  readonly sandbox: SandboxSnapshot | null;
  readonly memory: StandInDump | null;
}

/** With Stripe itself behind the functions another file: supporters of the sandbox are nobody's there. */
export type WorldName = 'world' | 'world-stripe-test';

/** Increased when the shape of the saved state changes: an older file is then refused instead of misread. */
const version = 2;
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const savedIn = z.object({
  version: z.literal(version),
  shift: z.number(),
  // Only this program writes the file, so the version vouches for its shape.
  sandbox: z.nullable(z.custom<SandboxSnapshot>(isObject)),
  memory: z.nullable(z.custom<StandInDump>(isObject)),
});

export function readWorld(state: State, name: WorldName): SavedWorld {
  const saved = state.read(name);
  if (saved === null) return { shift: 0, sandbox: null, memory: null };
  const parsed = savedIn.safeParse(saved);
  if (parsed.success) return parsed.data;
  throw new CannotStart(
    `${state.folder}/${name}.json is of another version of Mainstay. Remove ${state.folder} to begin afresh.`,
  );
}

export const writeWorld = (state: State, name: WorldName, world: SavedWorld): void =>
  state.write(name, { version, ...world });
