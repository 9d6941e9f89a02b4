// Amounts as people type and see them, over every currency the newsroom offers.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { known } from '../../shared/core/ids.ts';
import { parseAmount, parseCurrency, unitOf } from '../../shared/core/money.ts';
import { nameOf, readAmount, showAmount, signOf } from '../../web/elements/amounts.ts';

const currency = (code: string) => known(parseCurrency(code));
const wide = { minimumMinor: 200, maximumMinor: 100_000 };
const locales = [
  ...['en', 'ru', 'uk', 'de', 'fr', 'es', 'de-CH', 'de-AT', 'fr-CH', 'es-MX', 'pt-BR', 'ja', 'pl'],
  ...['he', 'ar', 'ar-EG', 'fa', 'hi', 'en-IN', 'en-ZA'],
];

describe('typed', () => {
  test.each([
    ['5', 500],
    ['5,50', 550],
    ['5.5', 550],
    ['$5', 500],
    [' $ 5 ', 500],
    ['5 USD', 500],
    ['1,000', 100_000],
  ])('%j is %i cents', (typed, amountMinor) =>
    expect(readAmount(typed, currency('usd'), wide)).toEqual({ ok: true, value: amountMinor }),
  );
  test.each([
    ['', 'amount-unclear', 200],
    ['five', 'amount-unclear', 200],
    ['5.5555', 'amount-unclear', 200],
    ['-5', 'amount-unclear', 200],
    ['1e9', 'amount-unclear', 200],
    ['1', 'amount-too-small', 200],
    ['0', 'amount-too-small', 200],
    ['1000.01', 'amount-too-large', 100_000],
    ['9999999999', 'amount-too-large', 100_000],
  ])('%j is %s', (typed, kind, limitMinor) =>
    expect(readAmount(typed, currency('usd'), wide)).toEqual({ ok: false, failure: { kind, limitMinor } }),
  );
  test('a three-decimal amount that cards cannot be charged is said to be one', () => {
    const limits = { minimumMinor: 1000, maximumMinor: 300_000 };
    expect(readAmount('5.555', currency('kwd'), limits)).toMatchObject({ ok: false });
    expect(readAmount('5.55', currency('kwd'), limits)).toEqual({ ok: true, value: 5550 });
  });
});

describe('shown', () => {
  test.each([
    [500, 'usd', 'en', '$5'],
    [550, 'usd', 'en', '$5.50'],
    [550, 'eur', 'de', '5,50\u00a0€'],
    [1000, 'jpy', 'en', '¥1,000'],
    [1500, 'kwd', 'en', 'KWD\u00a01.50'],
  ])('%i %s in %s is %s', (amountMinor, code, locale, shown) =>
    expect(showAmount(amountMinor, currency(code), locale)).toBe(shown),
  );
  test('the sign stands where the language puts it', () => {
    expect(signOf(currency('usd'), 'en')).toEqual({ sign: '$', isBefore: true });
    expect(signOf(currency('eur'), 'fr')).toEqual({ sign: '€', isBefore: false });
  });
  test('a currency has a name', () => expect(nameOf('eur', 'fr')).toBe('euro'));
});

test.each(settings.offer.currencies.map((each) => each.currency))(
  'what is shown in %s, typed again, is the same amount in every language',
  (code) => {
    const { stepMinor } = unitOf(code);
    fc.assert(
      fc.property(fc.constantFrom(...locales), fc.integer({ min: 1, max: 9_999_999 }), (locale, steps) => {
        const amountMinor = steps * stepMinor;
        const shown = showAmount(amountMinor, code, locale);
        expect([shown, parseAmount(shown, code)]).toEqual([shown, amountMinor]);
      }),
      { numRuns: 1000 },
    );
  },
);
