// Formats amounts, months and shares for readers, and escapes text for HTML.
import { type Currency, parseCurrency, unitOf } from '../../../shared/core/money.ts';
import type { Month } from '../../../shared/core/time.ts';

export function amountText(amountMinor: number, code: string): string {
  const currency = parseCurrency(code);
  // A currency of another app, whose minor unit is not known here.
  if (currency === null) return `${amountMinor} (${code.toUpperCase()}, minor units)`;
  return formatOf(currency, unitOf(currency).decimals).format(amountMinor / 10 ** unitOf(currency).decimals);
}
/** Without decimals, for the axis of a chart. */
export function roundText(amountMinor: number, currency: Currency): string {
  return formatOf(currency, 0).format(amountMinor / 10 ** unitOf(currency).decimals);
}
const formatOf = (currency: Currency, digits: number) =>
  new Intl.NumberFormat('en', {
    style: 'currency',
    currency: currency.toUpperCase(),
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });

const monthFormat = (long: boolean) =>
  new Intl.DateTimeFormat('en', {
    timeZone: 'UTC',
    month: long ? 'long' : 'short',
    ...(long ? { year: 'numeric' } : {}),
  });
/** "November 2026" */
export const monthText = (month: Month): string => monthFormat(true).format(Date.parse(`${month}-01T00:00:00Z`));
/** "Nov"; a January also says its year. */
export const monthLabel = (month: Month): string => monthFormat(false).format(Date.parse(`${month}-01T00:00:00Z`));

export const shareText = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`;
/** "1 membership", "3 memberships" */
export const countText = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
