// The clock, chance and log of a real machine: moved only by the local run, never the same twice, one line at a time.
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import * as system from '../../../shared/adapters/node/system.ts';
import { day } from '../../../shared/core/time.ts';

const shift = Symbol.for('mainstay.clock-shift');
afterEach(() => {
  Reflect.deleteProperty(globalThis, shift);
  vi.restoreAllMocks();
});

describe('the clock', () => {
  test('is the machine’s', () => {
    const before = Date.now();
    const now = system.systemClock.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });
  test('is moved by the local run, and by nothing that is no number', () => {
    Reflect.set(globalThis, shift, 40 * day);
    expect(system.systemClock.now() - Date.now()).toBeGreaterThan(39 * day);
    Reflect.set(globalThis, shift, '40');
    expect(Math.abs(system.systemClock.now() - Date.now())).toBeLessThan(day);
  });
});

test('chance gives so many bytes as base64url, and never the same', () => {
  const tokens = Array.from({ length: 100 }, () => system.systemChance.token(32));
  expect(new Set(tokens).size).toBe(100);
  expect(tokens.every((token) => /^[A-Za-z0-9_-]{43}$/.test(token))).toBe(true);
});

describe('the log', () => {
  const line = z.looseObject({
    message: z.string(),
    _aws: z.object({ CloudWatchMetrics: z.array(z.object({ Metrics: z.array(z.object({ Name: z.string() })) })) }),
  });
  function written(write: (log: ReturnType<typeof system.consoleLog>) => void): unknown[] {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    write(system.consoleLog('checkout', 'test'));
    return log.mock.calls.map(([text]) => JSON.parse(String(text)));
  }

  test('writes one line of JSON a message, which is a metric of its name', () => {
    const lines = written((log) => log.write('sync-failed', { errorName: 'TypeError' }));
    expect(lines).toHaveLength(1);
    const read = z.parse(line, lines[0]);
    expect(read).toMatchObject({ message: 'sync-failed', 'sync-failed': 1, errorName: 'TypeError' });
    expect(read._aws.CloudWatchMetrics[0]?.Metrics[0]?.Name).toBe('sync-failed');
  });
  test('is one line, whatever is in a field', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    system.consoleLog('checkout', 'test').write('request-failed', { errorName: 'two\nlines\r\n\u2028' });
    expect(String(log.mock.calls[0]?.[0])).not.toMatch(/[\r\n]/);
  });
  test('counts money by frequency and currency, and never writes what somebody gave', () => {
    const lines = written((log) => {
      for (let time = 0; time < 50; time += 1) {
        log.write('payment-confirmed', { frequency: 'monthly', currency: 'usd', amountMinor: 1234 });
      }
    });
    expect(JSON.stringify(lines)).not.toContain('1234');
    const amounts = lines.map((each) => z.parse(z.looseObject({ amountMinor: z.number() }), each).amountMinor);
    expect([...new Set(amounts)].filter((amount) => ![700, 2200].includes(amount))).toEqual([]);
    expect(lines[0]).toMatchObject({
      stage: 'test',
      frequency: 'monthly',
      currency: 'usd',
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: 'Mainstay/test',
            Dimensions: [['stage']],
            Metrics: [{ Name: 'payment-confirmed', Unit: 'Count' }],
          },
          { Dimensions: [['frequency', 'currency']], Metrics: [{ Name: 'amountMinor', Unit: 'None' }] },
        ],
      },
    });
  });
  test('counts how long a sync request took as seconds beside its function', () => {
    const [line] = written((log) => log.write('event-received', { eventId: 'evt_1', delaySeconds: 2 }));
    expect(line).toMatchObject({
      delaySeconds: 2,
      _aws: {
        CloudWatchMetrics: [
          {
            Dimensions: [['functionName']],
            Metrics: [{ Name: 'event-received' }, { Name: 'delaySeconds', Unit: 'Seconds' }],
          },
        ],
      },
    });
  });
});
