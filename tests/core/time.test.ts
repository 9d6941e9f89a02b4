// Instants and months are reckoned without `Date`; here `Date` and `Intl` are the second opinion.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boundaryBefore,
  clockHour,
  commonBoundary,
  day,
  dayOfMonth,
  hour,
  instantOfDay,
  instantOfSeconds,
  isoOf,
  lastTimeOfDay,
  minute,
  monthBefore,
  monthOf,
  secondsOf,
} from '../../shared/core/time.ts';

const instants = fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) });
const at = (iso: string): number => Date.parse(iso);

describe('an instant in writing', () => {
  test('is what Date writes, without milliseconds, from 1970 to 2200', () =>
    fc.assert(
      fc.property(
        instants,
        (instant) => void expect(isoOf(instant)).toBe(`${new Date(instant).toISOString().slice(0, 19)}Z`),
      ),
    ));
  test.each([
    '1970-01-01T00:00:00Z',
    '1999-12-31T23:59:59Z',
    '2000-02-29T12:00:00Z',
    '2028-02-29T00:00:00Z',
    '2100-02-28T23:59:59Z',
    '2100-03-01T00:00:00Z',
  ])('%s comes back as it was', (iso) => expect(isoOf(at(iso))).toBe(iso));
  test('drops the part of a second it cannot write', () =>
    expect(isoOf(at('2026-11-23T09:00:00.999Z'))).toBe('2026-11-23T09:00:00Z'));
  test('seconds are rounded down, so nothing is ever later than it was', () => {
    expect(secondsOf(1999)).toBe(1);
    expect(instantOfSeconds(secondsOf(at('2026-11-23T09:00:00Z')))).toBe(at('2026-11-23T09:00:00Z'));
  });
});

describe('a day in writing', () => {
  test('is the first instant of that day, for every day from 1970 to 2200', () =>
    fc.assert(
      fc.property(instants, (instant) => {
        const text = new Date(instant).toISOString().slice(0, 10);
        expect(instantOfDay(text)).toBe(Date.parse(`${text}T00:00:00Z`));
      }),
    ));
  test.each([
    '2027-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    'tomorrow',
    '',
  ])('%j is no day', (text) => expect(instantOfDay(text)).toBeNull());
  test('29 February is a day in leap years', () => {
    expect(instantOfDay('2028-02-29')).toBe(Date.UTC(2028, 1, 29));
    expect(instantOfDay('2000-02-29')).toBe(Date.UTC(2000, 1, 29));
  });
});

describe('the month of an instant', () => {
  test.each([
    ['2026-11-30T21:59:59Z', 'Europe/Riga', '2026-11'],
    ['2026-11-30T22:00:00Z', 'Europe/Riga', '2026-12'],
    // Summer time: the month ends an hour earlier in UTC.
    ['2026-06-30T20:59:59Z', 'Europe/Riga', '2026-06'],
    ['2026-06-30T21:00:00Z', 'Europe/Riga', '2026-07'],
    // The clocks go back on 25 October and forward on 28 March; the month before and after is right on both sides.
    ['2026-10-31T21:59:59Z', 'Europe/Riga', '2026-10'],
    ['2026-10-31T22:00:00Z', 'Europe/Riga', '2026-11'],
    ['2027-03-31T20:59:59Z', 'Europe/Riga', '2027-03'],
    ['2027-03-31T21:00:00Z', 'Europe/Riga', '2027-04'],
    ['2026-12-31T23:30:00Z', 'UTC', '2026-12'],
    ['2026-12-31T23:30:00Z', 'Europe/Berlin', '2027-01'],
    ['2027-01-01T04:59:59Z', 'America/New_York', '2026-12'],
    ['2027-01-01T05:00:00Z', 'America/New_York', '2027-01'],
    ['2026-12-31T09:59:59Z', 'Pacific/Kiritimati', '2026-12'],
    ['2026-12-31T10:00:00Z', 'Pacific/Kiritimati', '2027-01'],
    ['2027-01-01T10:59:59Z', 'Pacific/Pago_Pago', '2026-12'],
    ['2027-01-01T11:00:00Z', 'Pacific/Pago_Pago', '2027-01'],
    ['2028-02-29T18:14:59Z', 'Asia/Kathmandu', '2028-02'],
    ['2028-02-29T18:15:00Z', 'Asia/Kathmandu', '2028-03'],
  ])('%s in %s is in %s', (iso, timeZone, month) => expect(monthOf(at(iso), timeZone)).toBe(month));
  test('is what Intl says at any instant, in any zone', () => {
    const zones = ['UTC', 'Europe/Riga', 'America/St_Johns', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];
    const formats = new Map(
      zones.map((timeZone) => [
        timeZone,
        new Intl.DateTimeFormat('sv', { timeZone, year: 'numeric', month: '2-digit' }),
      ]),
    );
    // Near a month's end, where being a day off would show.
    const nearMonthEnds = fc
      .tuple(fc.integer({ min: 1970, max: 2200 }), fc.nat(11), fc.integer({ min: -36 * hour, max: 36 * hour }))
      .map(([year, month, offset]) => Date.UTC(year, month + 1, 1) + offset);
    fc.assert(
      fc.property(
        fc.oneof(instants, nearMonthEnds),
        fc.constantFrom(...zones),
        (instant, timeZone) => void expect(monthOf(instant, timeZone)).toBe(formats.get(timeZone)?.format(instant)),
      ),
      { numRuns: 500 },
    );
  });
});

describe('the common boundary', () => {
  test('is a Monday 00:00 UTC, at least the notice away and less than a week more', () =>
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 30 }), (now, noticeDays) => {
        const boundary = commonBoundary(now, noticeDays);
        const date = new Date(boundary);
        expect([date.getUTCDay(), boundary % day]).toEqual([1, 0]);
        expect(boundary - now).toBeGreaterThanOrEqual(noticeDays * day);
        expect(boundary - now).toBeLessThan((noticeDays + 7) * day);
      }),
    ));
  test('is the same for everyone who asks within a week', () => {
    const justAfter = at('2026-11-20T00:00:01Z');
    expect(commonBoundary(justAfter, 3)).toBe(at('2026-11-30T00:00:00Z'));
    expect(commonBoundary(justAfter + 7 * day - 2 * minute, 3)).toBe(at('2026-11-30T00:00:00Z'));
  });
  test('may be exactly the notice away', () =>
    expect(commonBoundary(at('2026-11-20T00:00:00Z'), 3)).toBe(at('2026-11-23T00:00:00Z')));
});

describe('the last Monday', () => {
  test.each([
    ['2026-11-23T00:00:00Z', '2026-11-23'],
    ['2026-11-22T23:59:59Z', '2026-11-16'],
    ['2026-11-29T23:59:59Z', '2026-11-23'],
    ['1970-01-05T00:00:00Z', '1970-01-05'],
  ])('before %s is %s', (now, monday) => expect(boundaryBefore(Date.parse(now))).toBe(instantOfDay(monday)));
});

describe('as the clocks of a zone show it', () => {
  const at = Date.parse('2026-11-30T22:30:40Z');
  test.each([
    ['UTC', 30, 22],
    ['Europe/Riga', 1, 0],
    ['Asia/Kolkata', 1, 4],
    ['America/Sao_Paulo', 30, 19],
  ])('in %s it is the %i, at %i', (zone, dayIs, hourIs) => {
    expect(dayOfMonth(at, zone)).toBe(dayIs);
    expect(clockHour(at, zone)).toBe(hourIs);
  });

  test.each([
    ['this morning', '2026-11-23T09:00:00Z', '2026-11-23T04:00:00Z'],
    ['just now', '2026-11-23T04:00:00Z', '2026-11-23T04:00:00Z'],
    ['yesterday, a minute before', '2026-11-23T03:59:59Z', '2026-11-22T04:00:00Z'],
    ['in summer an hour earlier', '2026-07-01T09:00:00Z', '2026-07-01T03:00:00Z'],
    ['on the night of the change', '2026-10-25T09:00:00Z', '2026-10-25T04:00:00Z'],
  ])('it was six in Riga last: %s', (_, now, six) =>
    expect(isoOf(lastTimeOfDay(Date.parse(now), 6 * hour, 'Europe/Riga'))).toBe(six),
  );

  test('the month before January is December', () => {
    expect(monthBefore('2026-01')).toBe('2025-12');
    expect(monthBefore('2026-12')).toBe('2026-11');
  });
});
