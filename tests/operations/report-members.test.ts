// Memberships that began, continued and ended, by month: each month's counts follow from those of the month before.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { membersOf, monthsUpTo } from '../../operations/report/report-members.ts';
import type { ReportedPayment } from '../../operations/report/reported-payment.ts';
import { day } from '../../shared/core/time.ts';
import { currencyOf } from '../support/builders.ts';

const months = monthsUpTo('2026-11', 6);
const at = (text: string): number => Date.parse(`${text}T12:00:00Z`);
const paid = (
  membership: string,
  from: string,
  to: string,
  overrides: Partial<ReportedPayment> = {},
): ReportedPayment => ({
  frequency: 'monthly',
  currency: currencyOf('usd'),
  grossMinor: 500,
  returnedMinor: 0,
  confirmedAt: at(from),
  period: { membership, end: at(to) },
  ...overrides,
});
const monthly = (membership: string, ...days: readonly string[]) =>
  days.slice(0, -1).map((each, index) => paid(membership, each, days[index + 1] ?? each));
const inMonth = (payments: readonly ReportedPayment[], month: string) =>
  membersOf(payments, months, 'UTC').months.find((each) => each.month === month);

describe('a membership', () => {
  const steady = monthly('one', '2026-08-10', '2026-09-10', '2026-10-10', '2026-11-10', '2026-12-10');
  test('begins with its first payment and is active while it is paid', () => {
    expect(inMonth(steady, '2026-08')).toMatchObject({ joined: 1, ended: 0, standing: { monthly: 1, annual: 0 } });
    expect(inMonth(steady, '2026-11')).toMatchObject({ joined: 0, ended: 0, standing: { monthly: 1, annual: 0 } });
  });
  test('does not end while its renewal is days late', () =>
    expect(inMonth(monthly('one', '2026-08-20', '2026-09-20'), '2026-09')).toMatchObject({ ended: 0 }));
  test('ends two weeks after the paid period if no payment follows', () => {
    const gone = monthly('one', '2026-08-10', '2026-09-10');
    expect(inMonth(gone, '2026-08')).toMatchObject({ ended: 0, standing: { monthly: 1 } });
    expect(inMonth(gone, '2026-09')).toMatchObject({ ended: 1, standing: { monthly: 0 } });
    expect(inMonth(gone, '2026-10')).toMatchObject({ ended: 0 });
  });
  test('counts as won back, not as new, when it is paid again', () => {
    const back = [...monthly('one', '2026-07-10', '2026-08-10'), ...monthly('one', '2026-10-20', '2026-11-20')];
    expect(inMonth(back, '2026-10')).toMatchObject({ joined: 0, returned: 1 });
  });
  test('does not count if its money was fully refunded', () =>
    expect(inMonth([paid('one', '2026-11-01', '2026-12-01', { returnedMinor: 500 })], '2026-11')).toMatchObject({
      joined: 0,
    }));
  test('is active for a year if it is annual', () => {
    const year = [paid('one', '2026-06-15', '2027-06-15', { frequency: 'annual' })];
    expect(inMonth(year, '2026-11')).toMatchObject({ standing: { monthly: 0, annual: 1 }, ended: 0 });
  });
});

test('a cohort counts how many of a month stay active in each later month', () => {
  const all = [
    ...monthly('stays', '2026-09-05', '2026-10-05', '2026-11-05', '2026-12-05'),
    ...monthly('leaves', '2026-09-05', '2026-10-05'),
    ...monthly('later', '2026-10-20', '2026-11-20', '2026-12-20'),
  ];
  const { cohorts } = membersOf(all, months, 'UTC');
  expect(cohorts.find(({ month }) => month === '2026-09')).toEqual({ month: '2026-09', joined: 2, active: [2, 1, 1] });
  expect(cohorts.find(({ month }) => month === '2026-10')).toEqual({ month: '2026-10', joined: 1, active: [1, 1] });
});

test('a month ends with the memberships of the month before, plus those that began or returned, minus those that ended', () => {
  const payment = fc.record({
    membership: fc.constantFrom('a', 'b', 'c', 'd'),
    from: fc.integer({ min: 0, max: 170 }),
    days: fc.constantFrom(30, 365),
  });
  fc.assert(
    fc.property(fc.array(payment, { maxLength: 30 }), (made) => {
      const first = at('2026-06-05');
      const payments = made.map(({ membership, from, days }) => ({
        ...paid(membership, '2026-06-05', '2026-07-05'),
        confirmedAt: first + from * day,
        period: { membership, end: first + (from + days) * day },
      }));
      let before = 0;
      for (const { standing, joined, returned, ended } of membersOf(payments, months, 'UTC').months) {
        expect(standing.monthly + standing.annual).toBe(before + joined + returned - ended);
        before = standing.monthly + standing.annual;
      }
    }),
  );
});
