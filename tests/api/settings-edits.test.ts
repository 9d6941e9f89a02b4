// Tests run with settings of their own, and nothing reaches past them to the newsroom's file: an edit of that file breaks no
// test. The dear half of this is `npm run check:settings`, which edits every setting in a copy and runs the tests there.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { settings } from '#settings';
import { settings as testSettings } from '../support/test-config.ts';

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
  'nothing in %s imports that file: all ask for `#settings`',
  (room) => {
    const files = room.endsWith('.ts')
      ? [room]
      : readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file));
    const sources = files.filter((file) => file.endsWith('.ts') && file !== relative('.', import.meta.filename));
    expect(sources.length).toBeGreaterThan(0);
    const importing = /(?:from|import)\s*\(?\s*['"][^'"]*mainstay\.config\.ts['"]/;
    expect(sources.filter((file) => importing.test(readFileSync(file, 'utf8')))).toEqual([]);
  },
);
