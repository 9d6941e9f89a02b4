// Prevents two runs on one state folder, which would damage DynamoDB Local's file. Another run is alive if it answers under
// its address. A process id would not show that, because ids are reused after a crash.
import * as z from 'zod/mini';
import { CannotStart } from './cannot-start.ts';
import type { State } from './state.ts';

const lockIn = z.object({ site: z.string(), run: z.string() });
export type Lock = z.infer<typeof lockIn>;

/** A run that is still starting answers when it is ready. */
const timeoutMilliseconds = 10_000;

/** `lock.run` is random, and `/_local` of this run must return it. Returns a function that releases the lock. */
export async function takeLock(state: State, lock: Lock): Promise<() => void> {
  const held = lockIn.safeParse(state.read('lock'));
  // It cannot run under our own address, because we hold that port by now.
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
    const answer = await fetch(`${site}/_local`, { signal: AbortSignal.timeout(timeoutMilliseconds) });
    const body: unknown = await answer.json();
    return typeof body === 'object' && body !== null && 'run' in body && body.run === run;
  } catch {
    // No answer, or another program's: the lock was left by a run that was killed.
    return false;
  }
}
