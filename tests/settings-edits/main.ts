// `npm run check:settings`: may a newsroom edit its own file? Copies the repository, edits every setting in the copy, and there
// builds and runs the unit and contract tests. Arguments are vitest's: file names run only those tests.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../../mainstay.config.ts';
import { editSettings } from './edit-settings.ts';

const root = join(import.meta.dirname, '..', '..');
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'real'];

function checkSettings(files: readonly string[]): boolean {
  const copy = mkdtempSync(join(tmpdir(), 'mainstay-settings-'));
  try {
    copyRepository(copy);
    writeFileSync(join(copy, 'mainstay.config.ts'), configFile());
    // In turn: a build that fails says more than the tests after it.
    return [['build.ts'], [...vitest, ...files]].every(
      (command) => spawnSync(process.execPath, command, { cwd: copy, stdio: 'inherit' }).status === 0,
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
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

export const settings = parseSettings(${JSON.stringify(editSettings(settings), null, 2)});
`;

if (!checkSettings(process.argv.slice(2))) {
  process.stderr.write('\nWith every setting of mainstay.config.ts edited, something above failed.\n');
  process.exitCode = 1;
}
