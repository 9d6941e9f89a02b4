// Income by month: sums of payments by currency and frequency. Currencies are never added together, because the report has
// no exchange rates.
import type { Currency } from '../../shared/core/money.ts';
import { type Frequency, frequencies } from '../../shared/core/offer.ts';
import { type Month, monthOf } from '../../shared/core/time.ts';
import type { ReportedPayment } from './reported-payment.ts';

export interface Sum {
  readonly payments: number;
  readonly grossMinor: number;
  readonly returnedMinor: number;
}
export interface CurrencyIncome {
  readonly currency: Currency;
  readonly byFrequency: Readonly<Record<Frequency, Sum>>;
}
export interface MonthIncome {
  readonly month: Month;
  /** In one order for all months: the currency with the most payments comes first. */
  readonly currencies: readonly CurrencyIncome[];
}
export const nothing: Sum = { payments: 0, grossMinor: 0, returnedMinor: 0 };
export const netOf = ({ grossMinor, returnedMinor }: Sum): number => grossMinor - returnedMinor;
export const added = (one: Sum, other: Sum): Sum => ({
  payments: one.payments + other.payments,
  grossMinor: one.grossMinor + other.grossMinor,
  returnedMinor: one.returnedMinor + other.returnedMinor,
});
export const wholeOf = ({ byFrequency }: CurrencyIncome): Sum =>
  frequencies.map((each) => byFrequency[each]).reduce(added, nothing);

export function incomeOf(
  payments: readonly ReportedPayment[],
  months: readonly Month[],
  timeZone: string,
): readonly MonthIncome[] {
  const sums = new Map<string, Sum>();
  const counts = new Map<Currency, number>();
  for (const { confirmedAt, currency, frequency, grossMinor, returnedMinor } of payments) {
    const month = monthOf(confirmedAt, timeZone);
    if (!months.includes(month)) continue;
    const key = `${month} ${currency} ${frequency}`;
    sums.set(key, added(sums.get(key) ?? nothing, { payments: 1, grossMinor, returnedMinor }));
    counts.set(currency, (counts.get(currency) ?? 0) + 1);
  }
  const order = [...counts].sort(([, one], [, other]) => other - one).map(([currency]) => currency);
  const at = (month: Month, currency: Currency, frequency: Frequency): Sum =>
    sums.get(`${month} ${currency} ${frequency}`) ?? nothing;
  return months.map((month) => ({
    month,
    currencies: order.map((currency) => ({
      currency,
      byFrequency: {
        once: at(month, currency, 'once'),
        monthly: at(month, currency, 'monthly'),
        annual: at(month, currency, 'annual'),
      },
    })),
  }));
}
