// Amounts as people see and type them. Shown by Intl in the reader's language; the number of decimals comes from the
// currency table the server charges by, because Intl's differs from it for some.
import { type Currency, checkPayable, isAmbiguous, parseAmount, unitOf } from '../../shared/core/money.ts';
import { fail, type Result, succeed } from '../../shared/core/result.ts';

/** In minor units. */
export interface Limits {
  readonly minimumMinor: number;
  readonly maximumMinor: number;
}
export interface AmountFlaw {
  readonly kind: 'amount-unclear' | 'amount-too-small' | 'amount-too-large' | 'amount-not-payable';
  /** The limit that was passed; for what is no amount at all, the least, as an example of one. */
  readonly limitMinor: number;
}

/**
 * "$5", "5,50 €": whole amounts without decimals, others with those that can be paid. With three decimals "1,500" can be
 * read as one and a half, so there thousands are not grouped and the third decimal, which no card can be charged, is
 * left out: whatever is shown can be typed again and means the same.
 */
export function showAmount(amountMinor: number, currency: Currency, locale: string): string {
  return formatOf(amountMinor, currency, locale).format(amountMinor / 10 ** unitOf(currency).decimals);
}

/** The sign an amount is written with here, and on which side of it: for the field people type into. */
export function signOf(currency: Currency, locale: string): { readonly sign: string; readonly isBefore: boolean } {
  const parts = formatOf(0, currency, locale).formatToParts(0);
  const at = parts.findIndex((part) => part.type === 'currency');
  return { sign: parts[at]?.value ?? currency, isBefore: at < parts.findIndex((part) => part.type === 'integer') };
}

/** "US dollars", in the reader's language; the code where the browser has no name for it. */
export function nameOf(currency: string, locale: string): string {
  return (
    new Intl.DisplayNames([locale, 'en'], { type: 'currency' }).of(currency.toUpperCase()) ?? currency.toUpperCase()
  );
}

export function readAmount(typed: string, currency: Currency, limits: Limits): Result<number, AmountFlaw> {
  const { minimumMinor, maximumMinor } = limits;
  const amountMinor = parseAmount(typed, currency);
  const isOutside = amountMinor !== null && (amountMinor < minimumMinor || amountMinor > maximumMinor);
  // Whoever typed "5.005" does not read of a limit of a thousand.
  if (amountMinor === null || (isOutside && isAmbiguous(typed, currency)))
    return fail({ kind: 'amount-unclear', limitMinor: minimumMinor });
  if (amountMinor < minimumMinor) return fail({ kind: 'amount-too-small', limitMinor: minimumMinor });
  if (amountMinor > maximumMinor) return fail({ kind: 'amount-too-large', limitMinor: maximumMinor });
  if (!checkPayable({ amountMinor, currency }).ok)
    return fail({ kind: 'amount-not-payable', limitMinor: minimumMinor });
  return succeed(amountMinor);
}

function formatOf(amountMinor: number, currency: Currency, locale: string): Intl.NumberFormat {
  const { decimals, stepMinor } = unitOf(currency);
  const payable = decimals - (amountMinor % stepMinor === 0 ? Math.log10(stepMinor) : 0);
  const digits = amountMinor % 10 ** decimals === 0 ? 0 : payable;
  return new Intl.NumberFormat([locale, 'en'], {
    style: 'currency',
    currency,
    useGrouping: decimals < 3,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
