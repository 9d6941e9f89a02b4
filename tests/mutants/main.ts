// `npm run mutate`: plants one fault after another into the source, as vitest loads it, and runs the tests that must notice
// it. Ends with 1 and the names of those that no test noticed. `-- --only word` plants those whose name holds the word;
// `-- --full folder` makes every fault that a rule can make there.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runFully } from './full-run.ts';
import type { Mutant } from './mutant.ts';
import type { Planted } from './planted/planted-fault.ts';
import { planted } from './planted.ts';
import { type MutantTrials, openTrials } from './try-mutants.ts';

/** A planted fault stops nothing: whatever takes longer than this is a defect of the list. */
const mostSeconds = 240;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    full: { type: 'string' },
    minutes: { type: 'string', default: '600' },
    'at-load': { type: 'boolean', default: false },
  },
});
if (values.full === undefined) await plantAll();
else {
  const folder = values.full.replace(/\/$/, '');
  const unexplained = await runFully({ folder, mostSeconds: Number(values.minutes) * 60, atLoad: values['at-load'] });
  process.exitCode = unexplained === 0 ? 0 : 1;
}

async function plantAll(): Promise<void> {
  const chosen = Object.entries(planted).filter(([name]) => name.includes(values.only));
  const survivors: string[] = [];
  const trials = openTrials();
  try {
    for (const [name, each] of chosen) if (!(await isNoticed(trials, name, each))) survivors.push(name);
  } finally {
    await trials.end();
  }
  for (const name of survivors) console.log(`No test noticed: ${name}.`);
  console.log(`${chosen.length - survivors.length} of ${chosen.length} planted faults were noticed.`);
  process.exitCode = survivors.length === 0 && chosen.length > 0 ? 0 : 1;
}

async function isNoticed(trials: MutantTrials, name: string, each: Planted): Promise<boolean> {
  const { tests, project = 'unit' } = each;
  const outcome = await trials.try(
    { mutant: mutantOf(each), stages: [tests.map((file) => ({ project, file }))] },
    mostSeconds,
  );
  // A file that cannot be loaded fails without a test, and proves nothing.
  console.log(`${outcome.kind === 'noticed' ? `✓ ${name}: ${outcome.by}` : `✗ ${name}: ${outcome.kind}`}`);
  return outcome.kind === 'noticed';
}

/** Throws where the source does not hold the text once: a fault that no longer fits proves nothing. */
function mutantOf({ file, text, by }: Planted): Mutant {
  const source = readFileSync(file, 'utf8');
  const pieces = source.split(text);
  if (pieces.length !== 2) throw new Error(`${file} holds "${text}" ${pieces.length - 1} times, not once`);
  const from = source.indexOf(text);
  return { file, from, to: from + text.length, by };
}
