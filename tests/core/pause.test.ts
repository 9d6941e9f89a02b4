// A pause leaves out whole payments, whatever day of the month they are due on: none more and none less than was asked for.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pauseEnd, pauseMonths, paymentAfter } from '../../shared/core/pause.ts';
import { day, instantOfDay, isoOf, monthsAfter } from '../../shared/core/time.ts';

const at = (date: string): number => (instantOfDay(date) ?? Number.NaN) + 9 * 3_600_000;
const dayOf = (instant: number): string => isoOf(instant).slice(0, 10);

test.each([
  ['2026-11-23', 1, '2026-12-23'],
  ['2027-01-31', 1, '2027-02-28'],
  ['2027-01-31', 2, '2027-03-31'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-10-31', 4, '2027-02-28'],
  ['2026-12-01', 12, '2027-12-01'],
  ['2026-11-30', 0, '2026-11-30'],
])('%s and %i months is %s', (from, months, to) => expect(monthsAfter(at(from), months)).toBe(at(to)));

describe.each([
  ['on a 23rd', '2026-11-23', '2026-12-23', ['2026-12-23', '2027-01-23', '2027-02-23', '2027-03-23']],
  ['on a 31st', '2027-01-31', '2027-02-28', ['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']],
  ['on a leap day', '2028-02-29', '2029-01-29', ['2029-01-29', '2029-02-28', '2029-03-29', '2029-04-29']],
])('paid %s', (_, anchor, next, payments) => {
  const rhythm = { anchor: at(anchor), next: at(next) };
  test.each(pauseMonths)('%i payments are left out', (months) => {
    const end = pauseEnd(rhythm, months);
    expect(dayOf(paymentAfter(rhythm, end))).toBe(payments[months]);
  });
});

test('whatever the anchor, the pause ends within the day before the first payment that is taken again', () => {
  const anchors = fc.integer({ min: at('2024-01-01'), max: at('2032-01-01') });
  fc.assert(
    fc.property(anchors, fc.integer({ min: 1, max: 60 }), fc.constantFrom(...pauseMonths), (anchor, paid, months) => {
      const rhythm = { anchor, next: monthsAfter(anchor, paid) };
      const end = pauseEnd(rhythm, months);
      expect(end).toBe(monthsAfter(anchor, paid + months) - day);
      if (months > 0) expect(end).toBeGreaterThan(monthsAfter(anchor, paid + months - 1));
      expect(paymentAfter(rhythm, end)).toBe(monthsAfter(anchor, paid + months));
    }),
  );
});
