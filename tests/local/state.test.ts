// What a local run keeps survives whatever ends it.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSaver, openState } from '../../local/environment/state.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mainstay-state-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the state of a local run', () => {
  test('is there again for the next run', () => {
    openState(folder).write('world', { shift: 5 });
    expect(openState(folder).read('world')).toEqual({ shift: 5 });
    expect(openState(folder).read('nothing')).toBeNull();
  });
  test("is nobody else's to read, and leaves no scraps behind", () => {
    const inner = join(folder, 'deep', '.mainstay');
    openState(inner).write('secrets', { a: 1 });
    expect(statSync(inner).mode & 0o777).toBe(0o700);
    expect(statSync(join(inner, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(inner)).toEqual(['secrets.json']);
  });
  test('a scrap of a run that was killed while writing is not read, and the next save takes its place', () => {
    const state = openState(folder);
    state.write('world', { shift: 1 });
    writeFileSync(join(folder, 'world.json.new'), '{"shift":');
    expect(openState(folder).read('world')).toEqual({ shift: 1 });
    state.write('world', { shift: 2 });
    expect(readdirSync(folder)).toEqual(['world.json']);
  });
  test('a file damaged by hand is named in one sentence', () => {
    writeFileSync(join(folder, 'world.json'), '{"shift":');
    expect(() => openState(folder).read('world')).toThrow(/world\.json is damaged/);
  });
  test('in memory nothing touches the disk', () => {
    const state = openState(null);
    state.write('world', { shift: 3 });
    expect(state.read('world')).toEqual({ shift: 3 });
    expect(openState(null).read('world')).toBeNull();
  });
  test('killed again and again while it saves, what is there is always whole', async () => {
    const size = 200_000;
    const script = `import { openState } from ${JSON.stringify(join(import.meta.dirname, '../../local/environment/state.ts'))};
      const state = openState(process.argv[1]);
      for (let round = 0; ; round += 1) state.write('world', { round, filling: String(round % 10).repeat(${size}) });`;
    for (let kill = 0; kill < 8; kill += 1) {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', script, folder], { stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await expect.poll(() => existsSync(join(folder, 'world.json')), { timeout: 60_000 }).toBe(true);
      await pause(100 + kill * 13);
      child.kill('SIGKILL');
      await ended;
      const saved: unknown = JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8'));
      expect(saved).toMatchObject({ filling: expect.stringMatching(new RegExp(`^(\\d)\\1{${size - 1}}$`)) });
    }
  });
});

describe('saving', () => {
  test('a burst of changes is one save, and it comes soon', async () => {
    let saves = 0;
    const saver = createSaver(() => {
      saves += 1;
    });
    for (let change = 0; change < 50; change += 1) saver.soon();
    expect(saves).toBe(0);
    await expect.poll(() => saves).toBe(1);
    saver.soon();
    saver.now();
    await pause(150);
    expect(saves).toBe(2);
  });
  test('ends with one last save, and what comes late is not written over the next run', async () => {
    let saves = 0;
    const saver = createSaver(() => {
      saves += 1;
    });
    saver.soon();
    saver.end();
    saver.soon();
    saver.now();
    await pause(150);
    expect(saves).toBe(1);
  });
});
