// Runs vitest over some files with all faults of a folder in the source. Where a fault stops it altogether, the fault is written
// down as noticed, and vitest begins anew with the rest.
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export interface FolderRun {
  readonly folder: string;
  readonly log: string;
  readonly files: readonly string[];
  readonly until: number;
}
/** The log says when a fault is tried, and so silence says that one never ends. */
const mostSilence = 60_000;
const look = 1000;
/** Of so many faults that stop everything none is by chance. */
const mostRestarts = 20;

export async function runVitest(run: FolderRun): Promise<void> {
  for (let restart = 0; restart < mostRestarts; restart += 1) {
    const child = begin(run);
    const end = await watched(child, run);
    if (end !== 'stuck') return;
    const last = readFileSync(run.log, 'utf8').trimEnd().split('\n').at(-1) ?? '';
    if (!last.startsWith('trying ')) return;
    appendFileSync(run.log, `noticed ${last.split(' ')[1]} no end\n`);
  }
}

function begin({ folder, log, files }: FolderRun): ChildProcess {
  const vitest = 'node_modules/vitest/vitest.mjs';
  const projects = ['--project', 'unit', '--project', 'real'];
  return spawn(process.execPath, [vitest, 'run', ...projects, '--maxWorkers', '1', '--reporter', 'dot', ...files], {
    env: { ...process.env, MUTATED_FOLDER: folder, MUTANT_LOG: log },
    stdio: ['ignore', 'ignore', 'ignore'],
    // What it starts, DynamoDB Local among it, ends with it.
    detached: true,
  });
}

async function watched(child: ChildProcess, { log, until }: FolderRun): Promise<'ended' | 'stuck' | 'late'> {
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  const size = (): number => (existsSync(log) ? statSync(log).size : 0);
  let [before, changedAt] = [size(), Date.now()];
  while (!ended) {
    await wait(look);
    if (size() !== before) [before, changedAt] = [size(), Date.now()];
    const why = Date.now() > until ? 'late' : Date.now() - changedAt > mostSilence ? 'stuck' : null;
    if (why === null || ended) continue;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    return why;
  }
  return 'ended';
}
