// Tests run with settings of their own, and nothing reads the newsroom's file instead: an edit of that file breaks no
// test. The slow half of this is `npm run check:settings`, which edits every setting in a copy and runs the tests there.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { parseSettings } from '../../shared/api/settings.ts';
import { editSettings } from '../settings-edits/edit-settings.ts';
import { settingsReaders } from '../settings-edits/settings-readers.ts';
import { settings as testSettings } from '../support/test-config.ts';

/** The only files that may import the newsroom's file. */
const mayImport = [relative('.', import.meta.filename), 'tests/settings-edits/main.ts'];

test('the settings of a test are those of tests', () => expect(settings).toBe(testSettings));

test('and so are those of a process that a test starts', () => {
  const script = "console.log(import.meta.resolve('#settings'))";
  const resolved = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  expect(resolved).toMatch(/\/tests\/support\/test-config\.ts$/m);
});

test("the newsroom's own file is valid", async () => {
  const newsroom = await import('../../mainstay.config.ts');
  expect(Object.keys(newsroom.settings).sort()).toEqual(Object.keys(testSettings).sort());
});

test.each(['build.ts', 'shared', 'functions', 'infra', 'web', 'operations', 'packages', 'local', 'bench', 'tests'])(
  'nothing in %s imports that file: all import `#settings`',
  (room) => {
    const files = room.endsWith('.ts')
      ? [room]
      : readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file));
    const sources = files.filter((file) => file.endsWith('.ts') && !mayImport.includes(file));
    expect(sources.length).toBeGreaterThan(0);
    const importing = /(?:from|import)\s*\(?\s*['"][^'"]*mainstay\.config\.ts['"]/;
    expect(sources.filter((file) => importing.test(readFileSync(file, 'utf8')))).toEqual([]);
  },
);

describe('the check of the settings', () => {
  const edited = parseSettings(editSettings(testSettings));
  const leaves = (value: unknown, at = ''): [string, unknown][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, within]) => leaves(within, `${at}/${name}`))
      : [[at, value]];
  const after = new Map(leaves(edited));

  // An entry of its own, like a stage, may be removed; no value may be as it was.
  test.each(leaves(testSettings))('edits %s', (at, value) => expect(after.get(at)).not.toBe(value));
  test('drops a currency and adds one', () => {
    const codes = (of: typeof edited): string[] => of.offer.currencies.map(({ currency }) => currency);
    expect(codes(edited)).not.toEqual(expect.arrayContaining(codes(testSettings)));
    expect(codes(testSettings)).not.toEqual(expect.arrayContaining(codes(edited)));
  });
});

describe('of the tests, the check runs those that could see the file', () => {
  const repository = {
    'tests/core/pure.test.ts': "import { add } from '../../shared/core/add.ts';",
    'tests/core/starts-a-process.test.ts': "import { execFileSync } from 'node:child_process';",
    'tests/contracts/starts-one-behind-two-files.test.ts': "import { start } from '../support/start.ts';",
    'tests/local/starts-one-later.test.ts': "await import('../support/start.ts');",
    'tests/infra/reads-the-file.test.ts': "readFileSync('mainstay.config.ts');",
    'tests/functions/is-no-unit-test.test.ts': "import { execFileSync } from 'node:child_process';",
    'tests/support/start.ts': "import { spawn } from '../../local/spawn.ts';",
    'local/spawn.ts': "import '../tests/support/start.ts';\nimport { spawn } from 'node:child_process';",
    'shared/core/add.ts': "import { join } from 'node:path';",
  };
  const root = mkdtempSync(join(tmpdir(), 'mainstay-readers-'));
  for (const [file, text] of Object.entries(repository)) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }

  test('a process counts wherever it is started, and also in a circle of imports', () =>
    expect(settingsReaders(root)).toEqual([
      'tests/contracts/starts-one-behind-two-files.test.ts',
      'tests/core/starts-a-process.test.ts',
      'tests/infra/reads-the-file.test.ts',
      'tests/local/starts-one-later.test.ts',
    ]));
  test('of the real ones: the local run, the commands, the bundles and the stack', () =>
    expect(settingsReaders('.')).toEqual(
      expect.arrayContaining([
        'tests/infra/app.test.ts',
        'tests/local/main.test.ts',
        'tests/operations/help.test.ts',
        'tests/runtime/bundles.test.ts',
      ]),
    ));
});
