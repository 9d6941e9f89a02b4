// Tests run with settings of their own, and nothing reads the newsroom's file instead: an edit of that file breaks no
// test. The slow half of this is `npm run check:settings`, which edits every setting in a copy and runs the tests there.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { parseSettings } from '../../shared/api/settings.ts';
import { editSettings } from '../settings-edits/edit-settings.ts';
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
