// The one file that holds where a local run stands: how far its clock was moved, what the sandbox imagines, and, without
// Java, what memory holds. All three in one file, so that a killed run never leaves them of different moments.
import * as z from 'zod/mini';
import type { SandboxSnapshot } from '../../packages/stripe-sandbox/source/sandbox-snapshot.ts';
import { CannotStart } from './cannot-start.ts';
import type { StandInDump } from './stand-in.ts';
import type { State } from './state.ts';

export interface SavedWorld {
  readonly shift: number;
  readonly sandbox: SandboxSnapshot | null;
  readonly memory: StandInDump | null;
}

/** Counted up when what is kept changes its shape: an older file is then refused instead of half understood. */
const version = 2;
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const savedIn = z.object({
  version: z.literal(version),
  shift: z.number(),
  // Written by ourselves a moment ago, and by nobody else: the version vouches for what is inside.
  sandbox: z.nullable(z.custom<SandboxSnapshot>(isObject)),
  memory: z.nullable(z.custom<StandInDump>(isObject)),
});

export function readWorld(state: State): SavedWorld {
  const saved = state.read('world');
  if (saved === null) return { shift: 0, sandbox: null, memory: null };
  const parsed = savedIn.safeParse(saved);
  if (parsed.success) return parsed.data;
  throw new CannotStart(
    `${state.folder}/world.json is of another version of Mainstay. Remove ${state.folder} to begin afresh.`,
  );
}

export const writeWorld = (state: State, world: SavedWorld): void => state.write('world', { version, ...world });
