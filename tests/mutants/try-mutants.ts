// Tries one fault after another in a child (`session.ts`), and begins another child where one fault never ended.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Trial, Verdict } from './session.ts';

export type Outcome =
  | { readonly kind: 'noticed'; readonly by: string }
  | { readonly kind: 'survived' }
  /** A file failed before its tests: proof only where the fault is not one that nothing can load. */
  | { readonly kind: 'unloadable' }
  | { readonly kind: 'endless' };

export interface MutantTrials {
  try(trial: Trial, mostSeconds: number): Promise<Outcome>;
  end(): Promise<void>;
}

export function openTrials(): MutantTrials {
  let child: ChildProcess | null = null;
  return {
    async try(trial, mostSeconds) {
      child ??= await begin();
      const verdict = await verdictOf(child, trial, mostSeconds);
      if (verdict === null) {
        await end(child);
        child = null;
        return { kind: 'endless' };
      }
      if (verdict.isUnproven) return { kind: 'unloadable' };
      return verdict.failed === null ? { kind: 'survived' } : { kind: 'noticed', by: verdict.failed };
    },
    async end() {
      if (child !== null) await end(child);
      child = null;
    },
  };
}

async function begin(): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'session.ts'), {
    env: { ...process.env, MUTATING: '1', MUTANT: '' },
    // What it starts, DynamoDB Local among it, ends with it.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-pid, 'SIGKILL');
  await ended;
}

/** Null where none came in time, or the child ended. */
function verdictOf(child: ChildProcess, trial: Trial, mostSeconds: number): Promise<Verdict | null> {
  return new Promise((settle) => {
    const timer = setTimeout(() => conclude(null), mostSeconds * 1000);
    const conclude = (verdict: Verdict | null): void => {
      clearTimeout(timer);
      child.off('message', conclude);
      child.off('exit', ended);
      settle(verdict);
    };
    const ended = (): void => conclude(null);
    child.on('message', conclude);
    child.on('exit', ended);
    child.send(trial);
  });
}
