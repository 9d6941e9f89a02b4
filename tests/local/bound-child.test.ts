// No program that a local run starts outlives it.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startBoundChild } from '../../local/servers/bound-child.ts';

const source = join(import.meta.dirname, '../../local/servers/bound-child.ts');
/** What ended but was not yet fetched by its parent (a zombie) is not alive. */
const isAlive = (pid: number): boolean => {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout);
};
// Tells its own number on the error stream, the only one that is listened to, and then does nothing for a minute.
const program = ['-e', "process.stderr.write('pid ' + process.pid); setTimeout(() => {}, 60_000)"];
const stubborn = ['-e', `process.on('SIGTERM', () => {}); ${program[1]}`];
const pidIn = (stream: Readable): Promise<number> =>
  new Promise((resolve) => {
    stream.on('data', (piece: Buffer) => resolve(Number(/pid (\d+)/.exec(piece.toString())?.[1])));
  });

describe('a bound child', () => {
  test('ends on a signal', async () => {
    const child = startBoundChild(process.execPath, program, { cwd: '/' });
    const pid = await pidIn(child.errors);
    expect(child.hasEnded()).toBe(false);
    await child.stop();
    expect(child.hasEnded()).toBe(true);
    expect(isAlive(pid)).toBe(false);
    await child.stop();
  });
  test('ends although it does not want to', async () => {
    const child = startBoundChild(process.execPath, stubborn, { cwd: '/', patience: 200 });
    const pid = await pidIn(child.errors);
    await child.stop();
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
  test('that ends by itself, or never began, is known to have ended', async () => {
    const short = startBoundChild(process.execPath, ['-e', ''], { cwd: '/' });
    await expect.poll(() => short.hasEnded()).toBe(true);
    const none = startBoundChild('/nowhere/java', [], { cwd: '/' });
    await expect.poll(() => none.hasEnded()).toBe(true);
    await none.stop();
  });
  test('ends when this process is killed', async () => {
    const script = `import { startBoundChild } from ${JSON.stringify(source)};
      const child = startBoundChild(process.execPath, ${JSON.stringify(program)}, { cwd: '/' });
      child.errors.pipe(process.stderr);
      setTimeout(() => {}, 60_000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const pid = await pidIn(parent.stderr);
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 60_000 }).toBe(false);
  });
  test('continues when a terminal sends Ctrl-C to all processes, until it gets a signal', async () => {
    const script = `import { startBoundChild } from ${JSON.stringify(source)};
      const child = startBoundChild(process.execPath, ${JSON.stringify(program)}, { cwd: '/' });
      child.errors.pipe(process.stderr);
      process.on('SIGINT', () => setTimeout(() => child.stop().then(() => process.exit()), 700));`;
    // As a terminal has it: a group of its own, which gets the signal as a whole.
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const ended = new Promise((resolve) => parent.once('exit', resolve));
    const pid = await pidIn(parent.stderr);
    process.kill(-(parent.pid ?? 0), 'SIGINT');
    await pause(300);
    expect(isAlive(pid)).toBe(true);
    expect(await ended).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });
});
