// Our payments compared with Stripe's: sums agree only if each payment does, and every difference is reported.
import { describe, expect, test } from 'vitest';
import { type CheckedPayment, checkMonth, isEven } from '../../operations/report/report-check.ts';

const one = (id: string, overrides: Partial<CheckedPayment> = {}): CheckedPayment => ({
  id,
  currency: 'usd',
  amountMinor: 1000,
  refundedMinor: 0,
  ...overrides,
});

describe('a month compared with Stripe', () => {
  test('agrees if every payment does', () => {
    const check = checkMonth([one('a'), one('b', { currency: 'eur' })], [one('b', { currency: 'eur' }), one('a')]);
    expect(check.lines.map(isEven)).toEqual([true, true]);
    expect([check.unequal, check.unknown, [...check.withoutCharge]]).toEqual([[], [], []]);
  });
  test('names a payment that differs by a cent', () => {
    const check = checkMonth([one('a'), one('b')], [one('a'), one('b', { refundedMinor: 1 })]);
    expect(check.lines.map(isEven)).toEqual([false]);
    expect(check.unequal).toEqual(['b']);
  });
  test('is not deceived by two differences that cancel out', () => {
    const [more, less] = [one('a', { amountMinor: 1100 }), one('b', { amountMinor: 900 })];
    const check = checkMonth([more, less], [one('a'), one('b')]);
    expect(check.lines.map(isEven)).toEqual([true]);
    expect(check.unequal).toEqual(['a', 'b']);
  });
  test('separates what only Stripe has from payments without a charge', () => {
    const check = checkMonth([one('a'), one('in_cash')], [one('a'), one('foreign')]);
    expect(check.unknown.map(({ id }) => id)).toEqual(['foreign']);
    expect([...check.withoutCharge.values()]).toMatchObject([{ payments: 1, amountMinor: 1000 }]);
    expect(check.lines).toMatchObject([{ ours: { payments: 1 }, stripes: { payments: 1 } }]);
  });
});
