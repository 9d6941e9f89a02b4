// The small parts of a local run: closing in order, reading the log on a screen, and knowing stale bundles.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { areBundlesFresh, builtFolder } from '../../local/environment/bundles.ts';
import { readableLine } from '../../local/environment/readable-line.ts';
import { createUndo } from '../../local/environment/undo.ts';
import { functions } from '../../shared/api/routes.ts';

describe('what was opened', () => {
  test('is closed last first, once', async () => {
    const closed: string[] = [];
    const undo = createUndo();
    undo.later(() => closed.push('first'));
    undo.later(async () => closed.push('second'));
    await undo.all();
    await undo.all();
    expect(closed).toEqual(['second', 'first']);
  });
  test('is all closed even when one of it fails, and the failure is reported', async () => {
    const closed: string[] = [];
    const undo = createUndo();
    undo.later(() => closed.push('first'));
    undo.later(() => Promise.reject(new Error('stuck')));
    undo.later(() => closed.push('third'));
    await expect(undo.all()).rejects.toThrow('stuck');
    expect(closed).toEqual(['third', 'first']);
  });
});

describe('the log on a screen', () => {
  test('says which function, what happened, and to which ids', () => {
    const line = {
      _aws: { Timestamp: 1 },
      functionName: 'sync',
      'sync-done': 1,
      message: 'sync-done',
      eventId: 'evt_1',
    };
    expect(readableLine(JSON.stringify(line))).toBe('  sync           sync-done  eventId=evt_1');
  });
  test.each(['a sentence', '{"half', '{"other":1}', '[1]', 5, undefined])('leaves %j as it is', (line) => {
    expect(readableLine(line)).toBeNull();
  });
});

describe('the bundles', () => {
  let root = '';
  const write = (path: string, ageSeconds: number): void => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    const at = 1_800_000_000 - ageSeconds;
    utimesSync(file, at, at);
    for (let folder = dirname(file); folder !== root; folder = dirname(folder)) utimesSync(folder, at, at);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'mainstay-bundles-'));
    write('shared/core/money.ts', 100);
    write('functions/offer.ts', 100);
    write('mainstay.config.ts', 100);
    for (const bundle of [...functions, 'mail-smtp']) write(`${builtFolder()}/${bundle}/index.js`, 50);
    write(`${builtFolder()}/web/manifest.json`, 50);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('are fresh when each is newer than every source', () => expect(areBundlesFresh(root)).toBe(true));
  test.each([
    'shared/core/money.ts',
    'functions/runtime/new.ts',
    'mainstay.config.ts',
    'web/elements/mainstay-banner.ts',
  ])('are stale when %s was changed since', (source) => {
    write(source, 10);
    expect(areBundlesFresh(root)).toBe(false);
  });
  test('are stale when one is missing', () => {
    rmSync(join(root, builtFolder(), 'checkout'), { recursive: true });
    expect(areBundlesFresh(root)).toBe(false);
  });
});
