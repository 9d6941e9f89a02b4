// `npm run mutate`: plants one fault after another into the source, as vitest loads it, and runs the tests that must notice
// it. Ends with 1 and the names of those that no test noticed. `-- --only word` plants those whose name holds the word.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { mutate } from './mutated-source.ts';
import { type Planted, planted } from './planted.ts';

const root = join(import.meta.dirname, '..', '..');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });

const chosen = Object.entries(planted).filter(([name]) => name.includes(values.only));
const survivors = chosen.filter(([name, each]) => !isNoticed(name, each)).map(([name]) => name);
for (const name of survivors) console.log(`No test noticed: ${name}.`);
console.log(`${chosen.length - survivors.length} of ${chosen.length} planted faults were noticed.`);
process.exitCode = survivors.length === 0 && chosen.length > 0 ? 0 : 1;

function isNoticed(name: string, { tests, project = 'unit', ...mutant }: Planted): boolean {
  mutate(readFileSync(join(root, mutant.file), 'utf8'), mutant);
  const run = spawnSync(process.execPath, [vitest, 'run', '--project', project, '--bail', '1', ...tests], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, MUTANT: JSON.stringify(mutant) },
  });
  const failed = /^FAIL .*? > .*$/m.exec(stripVTControlCharacters(run.stderr).replaceAll(/^ +/gm, ''))?.[0];
  // A file that cannot be loaded fails without a test, and proves nothing.
  const isKilled = run.status === 1 && failed !== undefined;
  console.log(`${isKilled ? '✓' : '✗'} ${name}${isKilled ? `: ${failed.replace(/^FAIL +(?:\S+ +)?/, '')}` : ''}`);
  return isKilled;
}
