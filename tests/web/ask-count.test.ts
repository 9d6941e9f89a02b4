// How often a month may ask: counted in the browser, over the ends of months and years, whatever the browser had saved.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { day, instantOfDay } from '../../shared/core/time.ts';
import { asksIn, nextMonth, oneMoreAsk } from '../../web/elements/ask-count.ts';

const at = (date: string): number => instantOfDay(date) ?? Number.NaN;

test('asks are counted one by one, and begin anew with each month', () => {
  const first = oneMoreAsk(null, at('2026-11-29'));
  const second = oneMoreAsk(first, at('2026-11-30'));
  expect([asksIn(first, at('2026-11-29')), asksIn(second, at('2026-11-30'))]).toEqual([1, 2]);
  expect(asksIn(second, at('2026-12-01'))).toBe(0);
  expect(asksIn(oneMoreAsk(second, at('2026-12-01')), at('2026-12-01'))).toBe(1);
});
test.each([null, '', '5', '2026-11', '2026-11 x', '2026-11 99999', '{"a":1}'])('%j is no count', (saved) =>
  expect(asksIn(saved, at('2026-11-15'))).toBe(0),
);
test.each([
  ['2026-11-01', '2026-12-01'],
  ['2026-12-31', '2027-01-01'],
  ['2027-01-31', '2027-02-01'],
  ['2028-02-29', '2028-03-01'],
])('after %s comes the month of %s', (now, next) => expect(nextMonth(at(now))).toBe(at(next)));
test('the next month is always ahead, and never more than 31 days', () => {
  fc.assert(
    fc.property(fc.integer({ min: at('2026-01-01'), max: at('2100-01-01') }), (now) => {
      expect(nextMonth(now)).toBeGreaterThan(now);
      expect(nextMonth(now)).toBeLessThanOrEqual(now + 31 * day);
    }),
  );
});
