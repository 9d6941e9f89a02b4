// Keeps two runs from working on one state folder at once, which would damage DynamoDB Local's file. The sign of life is
// the other run's own answer, not a process number: those are given away again after a crash.
import * as z from 'zod/mini';
import { CannotStart } from './cannot-start.ts';
import type { State } from './state.ts';

const lockIn = z.object({ site: z.string(), run: z.string() });
export type Lock = z.infer<typeof lockIn>;

/** One that is itself still starting answers as soon as it is up. */
const patience = 10_000;

/** `lock.run` is from chance, and `/_local` of this run must answer it. Answers what lets go again. */
export async function takeLock(state: State, lock: Lock): Promise<() => void> {
  const held = lockIn.safeParse(state.read('lock'));
  // Under our own address it cannot be: we hold that port by now.
  if (held.success && held.data.site !== lock.site && (await isAlive(held.data))) {
    throw new CannotStart(
      `Another run already uses ${state.folder ?? 'this state'}: ${held.data.site}. Stop it first.`,
    );
  }
  state.write('lock', lock);
  return () => state.write('lock', null);
}

async function isAlive({ site, run }: Lock): Promise<boolean> {
  try {
    const answer = await fetch(`${site}/_local`, { signal: AbortSignal.timeout(patience) });
    const said: unknown = await answer.json();
    return typeof said === 'object' && said !== null && 'run' in said && said.run === run;
  } catch {
    // Nobody there, or somebody else: the lock was left by a run that was killed.
    return false;
  }
}
