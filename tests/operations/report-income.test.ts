// Income by month, currency and frequency: every payment counts once, and a refund is subtracted from its payment's month.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incomeOf, netOf, wholeOf } from '../../operations/report/report-income.ts';
import { monthsUpTo } from '../../operations/report/report-members.ts';
import { type ReportedPayment, reportedPayment } from '../../operations/report/reported-payment.ts';
import { anonymised } from '../../shared/core/anonymous-payment.ts';
import { known } from '../../shared/core/ids.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import { frequencies } from '../../shared/core/offer.ts';
import { payment, periodPayment } from '../support/builders.ts';

const [usd, eur] = [known(parseCurrency('usd')), known(parseCurrency('eur'))];
const months = monthsUpTo('2026-11', 3);
const one = (overrides: Partial<ReportedPayment> = {}): ReportedPayment => ({
  frequency: 'once',
  currency: usd,
  grossMinor: 1000,
  returnedMinor: 0,
  period: null,
  confirmedAt: Date.parse('2026-11-10T12:00:00Z'),
  ...overrides,
});

describe('income', () => {
  test('is separate by currency and frequency, and never added across currencies', () => {
    const income = incomeOf(
      [one(), one({ currency: eur }), one({ frequency: 'monthly', grossMinor: 500 })],
      months,
      'UTC',
    );
    const november = income.at(-1);
    expect(november?.currencies.map(({ currency }) => currency)).toEqual([usd, eur]);
    expect(november?.currencies.map((each) => netOf(wholeOf(each)))).toEqual([1500, 1000]);
  });
  test('counts a refund in the month of its payment', () => {
    const income = incomeOf([one({ returnedMinor: 300 })], months, 'UTC');
    expect(income.at(-1)?.currencies.map((each) => wholeOf(each))).toEqual([
      { payments: 1, grossMinor: 1000, returnedMinor: 300 },
    ]);
  });
  test("counts months in the newsroom's time zone", () => {
    const late = one({ confirmedAt: Date.parse('2026-10-31T22:30:00Z') });
    expect(
      incomeOf([late], months, 'Europe/Riga')
        .at(-1)
        ?.currencies.map((each) => wholeOf(each).payments),
    ).toEqual([1]);
    expect(
      incomeOf([late], months, 'UTC')
        .at(-2)
        ?.currencies.map((each) => wholeOf(each).payments),
    ).toEqual([1]);
  });
  test('of all months is the sum of their payments', () => {
    const payments = fc.array(
      fc.record({
        frequency: fc.constantFrom(...frequencies),
        currency: fc.constantFrom(usd, eur),
        grossMinor: fc.integer({ min: 1, max: 10_000 }),
        returnedMinor: fc.constant(0),
        confirmedAt: fc.integer({ min: Date.parse('2026-08-15T00:00:00Z'), max: Date.parse('2026-12-15T00:00:00Z') }),
        period: fc.constant(null),
      }),
    );
    fc.assert(
      fc.property(payments, (made) => {
        const within = made.filter(
          ({ confirmedAt }) => confirmedAt >= Date.parse('2026-09-01') && confirmedAt < Date.parse('2026-12-01'),
        );
        const sum = incomeOf(made, months, 'UTC').flatMap(({ currencies }) =>
          currencies.map((each) => wholeOf(each).grossMinor),
        );
        expect(sum.reduce((all, each) => all + each, 0)).toBe(within.reduce((all, each) => all + each.grossMinor, 0));
      }),
    );
  });
});

describe('a payment in a report', () => {
  test('is the same as an anonymous payment, except for its membership', () => {
    const held = periodPayment();
    const [ours, anonymousPayment] = [reportedPayment(held), reportedPayment(anonymised(held))];
    expect(anonymousPayment).toEqual({ ...ours, period: null });
  });
  test('is null if no money was received', () =>
    expect(reportedPayment(payment({ status: 'failed', confirmedAt: null }))).toBeNull());
});
