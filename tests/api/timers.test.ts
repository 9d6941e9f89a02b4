// When the schedules call: the hours of a timer, in UTC or where the newsroom is, whatever the machine's time zone.
import { describe, expect, test } from 'vitest';
import { isDueIn, timers } from '../../shared/api/timers.ts';
import { day, hour } from '../../shared/core/time.ts';

/** Sunday 22 November 2026, 00:00 UTC. */
const sunday = Date.UTC(2026, 10, 22);
const dueHours = (job: string, from: number, hours: number, zone = 'UTC') =>
  Array.from({ length: hours }, (_, at) => at).filter((at) =>
    timers.some((each) => each.input.job === job && isDueIn(each, from + at * hour, zone)),
  );

describe('the reconciliation', () => {
  test('is called once each night', () => expect(dueHours('nightly', sunday, 72)).toEqual([1, 25, 49]));
  test('and in three hours of each Sunday for the whole look', () =>
    expect(dueHours('weekly', sunday - 6 * day, 14 * 24)).toEqual([147, 148, 149, 315, 316, 317]));
});

describe("the publication of campaigns' progress", () => {
  test.each([
    ['Europe/Riga', sunday, [4, 28]],
    ['Europe/Riga', Date.UTC(2026, 6, 5), [3, 27]],
    ['Asia/Kolkata', sunday, [0, 24]],
    ['America/Lima', sunday, [11, 35]],
    ['Pacific/Auckland', sunday, [17, 41]],
  ])('is called at six where the newsroom is: %s', (zone, from, hours) =>
    expect(dueHours('progress', from, 48, zone)).toEqual(hours),
  );
});

test('a timer without hours and weekday is due in every hour', () => {
  const hourly = { functionName: 'reconcile', input: { job: 'x' }, minutes: [7], hours: null, weekday: null } as const;
  expect([0, 1, 13, 99].every((at) => isDueIn(hourly, sunday + at * hour, 'UTC'))).toBe(true);
});
