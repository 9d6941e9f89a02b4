// What people type as an amount, in every decimal there is: one table, and the way back from what a page shows.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Currency, isAmbiguous, parseAmount, unitOf } from '../../shared/core/money.ts';
import { currencyOf } from '../support/builders.ts';
import { anyText } from './any-text.ts';

// [typed, in dollars (2 decimals), in yen (0), in dinars (3)], as whole minor units; null is "please say it again".
const typed: readonly [string, number | null, number | null, number | null][] = [
  ['5', 500, 5, 5000],
  ['05', 500, 5, 5000],
  ['5,5', 550, null, 5500],
  ['5.50', 550, null, 5500],
  ['5,50', 550, null, 5500],
  ['0.5', 50, null, 500],
  ['0.50', 50, null, 500],
  ['5.', 500, 5, 5000],
  ['  5  ', 500, 5, 5000],
  ['$5', 500, 5, 5000],
  ['$ 5.5', 550, null, 5500],
  ['5$', 500, 5, 5000],
  ['5 USD', 500, 5, 5000],
  ['USD 5', 500, 5, 5000],
  ['US$5', 500, 5, 5000],
  ['￥500', 50_000, 500, 500_000],
  ['500 円', 50_000, 500, 500_000],
  ['5 د.ك.', 500, 5, 5000],
  ['Rs. 5', 500, 5, 5000],
  ['5 kr.', 500, 5, 5000],
  // Thousands, as they are grouped in one country or another.
  ['1000', 100_000, 1000, 1_000_000],
  ['1 000', 100_000, 1000, 1_000_000],
  ['1\u00a0000', 100_000, 1000, 1_000_000],
  ['1\u202f000,50', 100_050, null, 1_000_500],
  ['1’000', 100_000, 1000, 1_000_000],
  ["1'000.50", 100_050, null, 1_000_500],
  ['1.000,50', 100_050, null, 1_000_500],
  ['1,000.00', 100_000, null, 1_000_000],
  ['12 345 678', 1_234_567_800, 12_345_678, 12_345_678_000],
  ['1.234.567,8', 123_456_780, null, 1_234_567_800],
  // A lone group of three is a thousand, unless the currency has as many decimals: then nobody can know.
  ['1,000', 100_000, 1000, null],
  ['1.000', 100_000, 1000, null],
  ['12.345', 1_234_500, 12_345, null],
  ['1,000.500', null, null, 1_000_500],
  ['1000.500', null, null, 1_000_500],
  ['0.500', null, null, 500],
  ['0,500', null, null, 500],
  // Digits of other scripts.
  ['５', 500, 5, 5000],
  ['５．５０', 550, null, 5500],
  ['٥', 500, 5, 5000],
  ['٥٫٥', 550, null, 5500],
  ['١٬٠٠٠', 100_000, 1000, 1_000_000],
  ['۱۲', 1200, 12, 12_000],
  ['\u200f٥ US$', 500, 5, 5000],
  // What can mean two things, or nothing.
  ['', null, null, null],
  ['   ', null, null, null],
  ['$', null, null, null],
  ['five', null, null, null],
  ['-5', null, null, null],
  ['−5', null, null, null],
  ['(5)', null, null, null],
  ['.5', null, null, null],
  ['5,', null, null, null],
  ['5 50', null, null, null],
  ['5$50', null, null, null],
  ['5-10', null, null, null],
  ['5 or 10', null, null, null],
  ['10%', null, null, null],
  ['5k', null, null, null],
  ['5 K', null, null, null],
  ['5k $', null, null, null],
  ['5 тыс.', null, null, null],
  ['1.5m', null, null, null],
  ['5²', null, null, null],
  ['½', null, null, null],
  ['1e3', null, null, null],
  ['0x10', null, null, null],
  ['1.000.00', null, null, null],
  ['1,000,5', null, null, null],
  ['1.000,000', null, null, 1_000_000],
  // As it is written in India.
  ['1,00,000', 10_000_000, 100_000, 100_000_000],
  ['1,0,000', null, null, null],
  ['12.34.56', null, null, null],
  ['1..5', null, null, null],
  ['Infinity', null, null, null],
  ['NaN', null, null, null],
  ['<b>5</b>', null, null, null],
  ['9'.repeat(20), null, null, null],
  [`5${' '.repeat(60)}`, null, null, null],
];

describe('what a person typed', () => {
  test.each(typed)('%j', (text, inDollars, inYen, inDinars) =>
    expect(['usd', 'jpy', 'kwd'].map((code) => parseAmount(text, currencyOf(code)))).toEqual([
      inDollars,
      inYen,
      inDinars,
    ]),
  );
  test('is a safe whole number or nothing, whatever it was', () =>
    fc.assert(
      fc.property(
        fc.oneof(anyText(), fc.string({ unit: fc.constantFrom(..."05 .,'$k٥") })),
        fc.constantFrom('usd', 'jpy', 'kwd', 'isk'),
        (text, code) => {
          const amountMinor = parseAmount(text, currencyOf(code)) ?? 0;
          expect(Number.isSafeInteger(amountMinor) && amountMinor >= 0).toBe(true);
        },
      ),
      { numRuns: 500 },
    ));
  test.each(['a', ' ', '1', '1,', '$'])('a whole body of %j is refused at once', (piece) =>
    expect(parseAmount(piece.repeat(16_000), currencyOf('usd'))).toBeNull(),
  );
});

describe('what a page shows', () => {
  const locales = ['en', 'en-GB', 'ru', 'lv', 'uk', 'de', 'de-CH', 'fr', 'es', 'pl', 'sv', 'ja', 'ar-EG', 'fa'];
  const shown = (amountMinor: number, currency: Currency, locale: string, style: 'currency' | 'decimal') => {
    const { decimals } = unitOf(currency);
    const digits = String(amountMinor).padStart(decimals + 1, '0');
    const major = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
    const format = new Intl.NumberFormat(locale, {
      ...(style === 'currency' ? { style, currency } : {}),
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    return format.format(Number(major));
  };
  const amounts = fc.integer({ min: 1, max: 3_000_000 });
  const styles = fc.constantFrom('currency' as const, 'decimal' as const);

  test('is read back as the same amount', () =>
    fc.assert(
      fc.property(
        amounts,
        fc.constantFrom('usd', 'eur', 'gbp', 'jpy').map(currencyOf),
        fc.constantFrom(...locales),
        styles,
        (amountMinor, currency, locale, style) =>
          void expect(parseAmount(shown(amountMinor, currency, locale, style), currency)).toBe(amountMinor),
      ),
      { numRuns: 500 },
    ));
  test('in a currency of three decimals is read back as the same amount, or asked for again below a thousand', () =>
    fc.assert(
      fc.property(amounts, fc.constantFrom(...locales), styles, (amountMinor, locale, style) => {
        const read = parseAmount(shown(amountMinor, currencyOf('kwd'), locale, style), currencyOf('kwd'));
        if (read !== null || amountMinor >= 1_000_000) expect(read).toBe(amountMinor);
      }),
      { numRuns: 500 },
    ));
});

test.each([
  ['1.000', 'usd', true],
  ['12,345', 'usd', true],
  ['$ 5,005', 'usd', true],
  ['1.000', 'jpy', false],
  ['1.000', 'kwd', false],
  ['1.00', 'usd', false],
  ['1000', 'usd', false],
  ['1.000.000', 'usd', false],
  ['1000.000', 'usd', false],
])('%j in %s can be read in two ways: %s', (text, currency, is) =>
  expect(isAmbiguous(text, currencyOf(currency))).toBe(is),
);
