// Which months may be chosen and when their messages leave, over years, leap days and every time zone there is; `Intl` is
// the second opinion.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { known, parseReminderId } from '../../shared/core/ids.ts';
import {
  countedAt,
  dueInstant,
  endOfSettled,
  isMonthOffered,
  messagesOfYear,
  mostMonthsAhead,
  offeredMonths,
  settledLife,
} from '../../shared/core/reminder.ts';
import { day, monthNumberOf, monthOf, monthOfNumber } from '../../shared/core/time.ts';
import { reminderId, someday } from '../support/builders.ts';

const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2110, 0, 1) });
const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const reminderIds = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => known(parseReminderId(`rm_${Buffer.from(bytes).toString('base64url')}`)));

describe('the months that may be chosen', () => {
  test('are twelve, from the next one, whatever day of whatever year it is where the newsroom is', () =>
    fc.assert(
      fc.property(instants, zones, (now, zone) => {
        const current = monthNumberOf(monthOf(now, zone)) ?? Number.NaN;
        const offered = Array.from({ length: 30 }, (_, index) => monthOfNumber(current - 10 + index)).filter((month) =>
          isMonthOffered(month, now, zone),
        );
        expect(offered).toHaveLength(mostMonthsAhead);
        expect(monthNumberOf(offered[0] ?? '')).toBe(current + 1);
      }),
    ));
  test('on 31 December the next is January of the next year, and on 31 July it is August', () => {
    expect(offeredMonths(Date.UTC(2026, 11, 31, 12), 'UTC')).toEqual({ from: '2027-01', to: '2027-12' });
    expect(offeredMonths(Date.UTC(2026, 6, 31, 12), 'UTC')).toEqual({ from: '2026-08', to: '2027-07' });
    expect(offeredMonths(Date.UTC(2028, 1, 29, 12), 'UTC')).toEqual({ from: '2028-03', to: '2029-02' });
  });
  test.each(['2026-13', '2026-00', '0', '', '2026-1', '2026-12-01', '12-2026', '2026-12 ', '２０２６-12'])(
    '%j is none',
    (text) => expect(isMonthOffered(text, someday, 'UTC')).toBe(false),
  );
  test('count up and down as whole numbers', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 * 12 }), (months) => {
        expect(monthNumberOf(monthOfNumber(months))).toBe(months);
      }),
    ));
});

describe('a message is due', () => {
  const clockOf = (instant: number, timeZone: string) => {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    });
    const part = (type: string) => format.formatToParts(instant).find((each) => each.type === type)?.value ?? '';
    return { month: `${part('year')}-${part('month')}`, day: part('day'), hour: Number(part('hour')) };
  };
  test('on the first of its month, by day, in every time zone and every month of a century', () =>
    fc.assert(
      fc.property(fc.integer({ min: 2024 * 12, max: 2124 * 12 }), zones, reminderIds, (months, zone, id) => {
        const month = monthOfNumber(months);
        const shown = clockOf(dueInstant(month, id, zone), zone);
        expect(shown).toMatchObject({ month, day: '01' });
        expect(shown.hour).toBeGreaterThanOrEqual(9);
        expect(shown.hour).toBeLessThan(18);
      }),
      { numRuns: 1000 },
    ));
  test('always at the same second, and ten thousand of them are spread over all nine hours', () => {
    const hours = new Map<number, number>();
    for (let index = 0; index < 10_000; index += 1) {
      const id = reminderId(`spread${index}`);
      expect(dueInstant('2027-01', id, 'Europe/Riga')).toBe(dueInstant('2027-01', id, 'Europe/Riga'));
      const { hour } = clockOf(dueInstant('2027-01', id, 'Europe/Riga'), 'Europe/Riga');
      hours.set(hour, (hours.get(hour) ?? 0) + 1);
    }
    expect([...hours.keys()].sort((one, other) => one - other)).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17]);
    for (const messages of hours.values()) expect(Math.abs(messages - 1111)).toBeLessThan(200);
  });
});

test('messages of more than a year ago are not counted', () => {
  const [old, lately] = [someday - 365 * day, someday - 364 * day];
  expect(messagesOfYear([old, lately], someday)).toEqual([lately]);
});

describe('what is stored of a settled reminder', () => {
  const instants = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2040, 0) });
  const isMonday = (instant: number): boolean => new Date(instant).getUTCDay() === 1 && instant % day === 0;
  test('ends on a Monday at most as long away as the retention says, and less than two weeks before that', () =>
    fc.assert(
      fc.property(instants, (now) => {
        const end = endOfSettled(now);
        expect([isMonday(end), end <= now + settledLife, end > now + settledLife - 14 * day]).toEqual([
          true,
          true,
          true,
        ]);
      }),
    ));
  test('is counted on the Monday after it at the latest, and never before', () =>
    fc.assert(
      fc.property(instants, (now) => {
        const at = countedAt(now);
        expect([isMonday(at), at >= now, at <= now + 7 * day]).toEqual([true, true, true]);
      }),
    ));
});
