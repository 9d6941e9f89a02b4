// `npm run check:settings`: may a newsroom edit its own file? Copies the repository, edits every setting in the copy, and there
// builds, synthesises every stage and runs the unit and contract tests that could see that file. `-- --all` runs all of them;
// any other argument is vitest's: file names run only those tests.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../../mainstay.config.ts';
import { editSettings } from './edit-settings.ts';
import { checkedRooms, settingsReaders } from './settings-readers.ts';

const root = join(import.meta.dirname, '..', '..');
const edited = editSettings(settings);
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'real'];

function checkSettings(options: readonly string[]): boolean {
  const copy = mkdtempSync(join(tmpdir(), 'mainstay-settings-'));
  try {
    copyRepository(copy);
    writeFileSync(join(copy, 'mainstay.config.ts'), configFile());
    // In turn: a build that fails says more than the tests after it.
    return [['build.ts'], ...Object.keys(edited.stages).map(synthOf), [...vitest, ...testsOf(options)]].every(
      (command) => spawnSync(process.execPath, command, { cwd: copy, stdio: 'inherit' }).status === 0,
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const synthOf = (stage: string): readonly string[] => [
  ...['node_modules/aws-cdk/bin/cdk', 'synth', '--quiet', '--no-notices', '--no-version-reporting'],
  ...['-c', `stage=${stage}`, '-o', `cdk.out/${stage}`],
];

function testsOf(options: readonly string[]): readonly string[] {
  if (options.includes('--all')) return checkedRooms;
  return options.length > 0 ? options : settingsReaders(root);
}

/** What git knows or would add; the packages are only pointed to. */
function copyRepository(copy: string): void {
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', listing, { cwd: root, encoding: 'utf8' }).split('\0');
  for (const file of files) if (file !== '' && existsSync(join(root, file))) cpSync(join(root, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
}

const configFile = (): string => `// Written by npm run check:settings.
import { parseSettings } from './shared/api/settings.ts';

export const settings = parseSettings(${JSON.stringify(edited, null, 2)});
`;

if (!checkSettings(process.argv.slice(2))) {
  process.stderr.write('\nWith every setting of mainstay.config.ts edited, something above failed.\n');
  process.exitCode = 1;
}
