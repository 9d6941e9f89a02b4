// The full run, started by hand: every fault that a rule can make of the files of a folder, each against the tests that come
// by it. It goes on where it was stopped, and ends with the faults that no test noticed and no reason explains.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Numbered } from './all-in-one.ts';
import { faultsIn } from './faults-in.ts';
import { relatedTests } from './related-tests.ts';
import { runVitest } from './run-vitest.ts';
import { reasonFor } from './survivors.ts';
import { openTrials } from './try-mutants.ts';

export interface FullRun {
  readonly folder: string;
  /** After so long it stops; the next run goes on. */
  readonly mostSeconds: number;
  /** Faults of what a file makes when it is loaded are tried too: each in a run of its own, and slowly. */
  readonly atLoad: boolean;
}

/** How many faults nobody noticed and nobody explained. */
export async function runFully({ folder, mostSeconds, atLoad }: FullRun): Promise<number> {
  const until = Date.now() + mostSeconds * 1000;
  const faults = faultsIn(folder);
  const log = logOf(folder, faults);
  const { unit, real } = relatedTests(folder);
  for (const stage of [...unit, ...(real.length === 0 ? [] : [real])]) {
    if (Date.now() > until) break;
    await runVitest({ folder, log, files: stage, until });
  }
  if (atLoad) await tryAtLoad(folder, log, until);
  return report(folder, faults, readLog(log));
}

/** Of another version of the files nothing is known. */
function logOf(folder: string, faults: readonly Numbered[]): string {
  const version = createHash('sha256').update(JSON.stringify(faults)).digest('hex').slice(0, 12);
  const where = 'node_modules/.cache/mainstay-mutants';
  mkdirSync(where, { recursive: true });
  return join(where, `${folder.replaceAll('/', '-')}-${version}.log`);
}

interface Found {
  readonly noticed: ReadonlyMap<number, string>;
  /** A test came by it, and was run with it. */
  readonly tried: ReadonlySet<number>;
  /** It was come by when its file was loaded. */
  readonly loaded: ReadonlySet<number>;
  /** Tried in a run of its own. */
  readonly alone: ReadonlySet<number>;
}
function readLog(log: string): Found {
  const lines = (existsSync(log) ? readFileSync(log, 'utf8') : '').split('\n').map((line) => line.split(' '));
  const ids = (word: string) => new Set(lines.flatMap(([first, id]) => (first === word ? Number(id) : [])));
  const noticed = lines.flatMap(([first, id, ...by]) =>
    first === 'noticed' ? [[Number(id), by.join(' ')] as const] : [],
  );
  return { noticed: new Map(noticed), tried: ids('trying'), loaded: ids('loaded'), alone: ids('alone') };
}

async function tryAtLoad(folder: string, log: string, until: number): Promise<void> {
  const { noticed, loaded, alone } = readLog(log);
  const left = faultsIn(folder).filter(({ id }) => loaded.has(id) && !noticed.has(id) && !alone.has(id));
  const trials = openTrials();
  try {
    for (const fault of left) {
      if (Date.now() > until) return;
      const { unit } = relatedTests(fault.file);
      const stages = unit.slice(0, 2).map((files) => files.map((file) => ({ project: 'unit' as const, file })));
      const outcome = await trials.try({ mutant: fault, stages }, 60);
      const by = outcome.kind === 'noticed' ? outcome.by : outcome.kind;
      appendFileSync(log, outcome.kind === 'survived' ? `alone ${fault.id}\n` : `noticed ${fault.id} ${by}\n`);
    }
  } finally {
    await trials.end();
  }
}

type Kind = 'noticed' | 'explained' | 'not noticed' | 'not come by' | 'at load';
function report(folder: string, faults: readonly Numbered[], { noticed, tried, loaded, alone }: Found): number {
  const groups = Map.groupBy(faults, (each): Kind => {
    if (noticed.has(each.id)) return 'noticed';
    if (reasonFor(each) !== null) return 'explained';
    if (loaded.has(each.id) && !alone.has(each.id)) return 'at load';
    return tried.has(each.id) || alone.has(each.id) ? 'not noticed' : 'not come by';
  });
  for (const kind of ['not noticed', 'not come by', 'at load'] as const) {
    for (const { file, line, rule, text, by } of groups.get(kind) ?? [])
      console.log(`${kind}: ${file}:${line} ${rule}: ${oneLine(text)} → ${oneLine(by)}`);
  }
  const count = (kind: Kind): number => groups.get(kind)?.length ?? 0;
  console.log(
    `${folder}: ${faults.length} faults; noticed ${count('noticed')}, explained in tests/mutants/survivors.ts ${count('explained')}, ` +
      `not noticed ${count('not noticed')}, not come by ${count('not come by')}, of what files make at load and not tried ${count('at load')}`,
  );
  return count('not noticed') + count('not come by');
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 110);
