// Which unit and contract tests could see `mainstay.config.ts`. A test that stays in its process reads the settings of tests
// (docs/decisions/0021) and runs the same whatever that file holds. So only tests remain that start a process or a thread, or
// that name the file, themselves or through anything that they import.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The folders of the unit and contract tests, in the repository. */
export const checkedRooms: readonly string[] = [
  ...[
    'core',
    'api',
    'actions',
    'adapters',
    'web',
    'simulation',
    'infra',
    'runtime',
    'local',
    'operations',
    'contracts',
  ].map((room) => join('tests', room)),
  'packages/stripe-sandbox/tests',
];
const mayReadSettings = /node:child_process|node:worker_threads|mainstay\.config/;
const relativeImport = /(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g;

/** Paths relative to `root`, in the order of their names. */
export const settingsReaders = (root: string): readonly string[] =>
  checkedRooms
    .filter((room) => existsSync(join(root, room)))
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.test.ts'))
        .map((file) => join(room, file)),
    )
    .filter((file) =>
      filesBehind(root, file).some((each) => mayReadSettings.test(readFileSync(join(root, each), 'utf8'))),
    )
    .toSorted();

/** The file itself and every file of the repository that it imports, directly or through others. */
function filesBehind(root: string, file: string): readonly string[] {
  const seen = new Set<string>();
  const waiting = [file];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next) || !existsSync(join(root, next))) continue;
    seen.add(next);
    const folder = dirname(next);
    const text = readFileSync(join(root, next), 'utf8');
    waiting.push(...[...text.matchAll(relativeImport)].map(([, target = '']) => normalize(join(folder, target))));
  }
  return [...seen];
}
