// One virtual clock for the functions, the sandbox and the pages.
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test } from 'vitest';
import { clockScript, startClock } from '../../local/environment/clock.ts';
import { day, hour } from '../../shared/core/time.ts';

const symbol = Symbol.for('mainstay.clock-shift');
afterEach(() => void Reflect.deleteProperty(globalThis, symbol));
const start = 1_800_000_000_000;
const frozen = () => start;

describe('the clock', () => {
  test('goes on where the last run left it, for the functions too', () => {
    const clock = startClock(3 * day, frozen);
    expect(clock.now()).toBe(start + 3 * day);
    expect(Reflect.get(globalThis, symbol)).toBe(3 * day);
  });
  test('moves hour by hour, so that what falls due in between happens at its own time', async () => {
    const clock = startClock(0, frozen);
    const seen: number[] = [];
    await clock.advance(2.5 * hour, async () => {
      seen.push(clock.now() - start);
      expect(Reflect.get(globalThis, symbol)).toBe(clock.now() - start);
    });
    expect(seen).toEqual([hour, 2 * hour, 2.5 * hour]);
    expect(clock.shift()).toBe(2.5 * hour);
  });
  test('waits at each hour until all is settled', async () => {
    const clock = startClock(0, frozen);
    let busy = 0;
    await clock.advance(5 * hour, async () => {
      busy += 1;
      expect(busy).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 1));
      busy -= 1;
    });
  });
  test('is moved by one at a time, and by the next also when the one before failed', async () => {
    const clock = startClock(0, frozen);
    const seen: string[] = [];
    const first = clock.advance(2 * hour, async () => void seen.push('first'));
    const second = clock.advance(2 * hour, async () => {
      seen.push('second');
      throw new Error('no');
    });
    const third = clock.advance(hour, async () => void seen.push('third'));
    await expect(second).rejects.toThrow('no');
    await Promise.all([first, third]);
    expect(seen).toEqual(['first', 'first', 'second', 'third']);
  });
  test('ends with its run', () => {
    startClock(5, frozen).end();
    expect(Reflect.has(globalThis, symbol)).toBe(false);
  });
  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 4000 * day])('does not move by %s', async (milliseconds) => {
    const clock = startClock(0, frozen);
    await expect(clock.advance(milliseconds, async () => undefined)).rejects.toThrow(RangeError);
    expect(clock.shift()).toBe(0);
  });
});

describe('the clock in a page', () => {
  const page = (shift: number, script: string): unknown => runInNewContext(`${clockScript(shift)};(${script})`);
  test('moves every way of asking for the time', () => {
    for (const ask of ['Date.now()', 'new Date().getTime()', 'Number(new Date)', 'Date.parse(Date())']) {
      expect(Math.abs(Number(page(8 * day, ask)) - (Date.now() + 8 * day)), ask).toBeLessThan(5000);
    }
  });
  test('leaves every other date alone', () => {
    expect(page(8 * day, 'new Date(2026, 0, 2).getMonth()')).toBe(0);
    expect(page(8 * day, 'new Date(0).toISOString()')).toBe('1970-01-01T00:00:00.000Z');
    expect(page(8 * day, 'Date.UTC(2026, 0, 1)')).toBe(Date.UTC(2026, 0, 1));
    expect(page(8 * day, 'new Date() instanceof Date && new Date().constructor === Date')).toBe(true);
    expect(page(8 * day, 'new (class extends Date {})(5).getTime()')).toBe(5);
  });
  test('is the real one while no time was skipped', () => {
    expect(page(0, 'Date.toString().includes("native code")')).toBe(true);
    expect(clockScript(0)).not.toContain('Proxy');
  });
});
