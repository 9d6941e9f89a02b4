// CSV as spreadsheets read it: UTF-8 with its mark, CRLF, quotes where they are needed (RFC 4180). A text that a spreadsheet would take
// for a formula begins with an apostrophe. Amounts are numbers in major units.
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { parseCurrency, unitOf } from '../../shared/core/money.ts';

export interface CsvForm {
  /** As spreadsheets in most of Europe read numbers: "12,34", and semicolons between cells. */
  readonly hasDecimalComma: boolean;
}
/** An amount in minor units of its currency, a whole number, or a text. */
export type Cell = string | number | { readonly amountMinor: number; readonly currency: string };

/** Without it Excel reads what is not ASCII wrongly. */
export const byteOrderMark = '\uFEFF';

export const csvRecord = (cells: readonly Cell[], form: CsvForm): string =>
  `${cells.map((cell) => cellText(cell, form)).join(form.hasDecimalComma ? ';' : ',')}\r\n`;

function cellText(cell: Cell, form: CsvForm): string {
  if (typeof cell === 'number') return String(cell);
  if (typeof cell !== 'string') return numberText(cell.amountMinor, cell.currency, form);
  const safe = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function numberText(amountMinor: number, currency: string, { hasDecimalComma }: CsvForm): string {
  const known = parseCurrency(currency);
  if (known === null)
    throw new CannotStart(
      `Stripe settles in ${currency.toUpperCase()}, whose minor unit is not in shared/core/money.ts.`,
    );
  const { decimals } = unitOf(known);
  const digits = String(Math.abs(amountMinor)).padStart(decimals + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  if (decimals === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -decimals)}${hasDecimalComma ? ',' : '.'}${digits.slice(-decimals)}`;
}
