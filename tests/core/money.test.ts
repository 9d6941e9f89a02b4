// Amounts: no cent is made or lost, and what a person typed is either understood or refused, never guessed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decimalsOf,
  isSupportedCurrency,
  publishedMinimum,
  stepOf,
} from '../../packages/stripe-sandbox/source/money/currencies.ts';
import {
  checkPayable,
  currencies,
  largestAmountMinor,
  parseAmount,
  parseCurrency,
  plainAmount,
  shareMinor,
  unitOf,
} from '../../shared/core/money.ts';
import { currencyOf } from '../support/builders.ts';

const usd = currencyOf('usd');
const jpy = currencyOf('jpy');
const kwd = currencyOf('kwd');
const isk = currencyOf('isk');
const huf = currencyOf('huf');

describe('a currency', () => {
  test.each(['usd', 'eur', 'gbp', 'jpy', 'kwd', 'isk'])('%s is known', (code) =>
    expect(parseCurrency(code)).toBe(code),
  );
  test.each(['USD', 'us', 'xxx', '', ' usd', 'usd ', '__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%j is none',
    (code) => expect(parseCurrency(code)).toBeNull(),
  );
  test.each([
    [usd, 2, 1],
    [jpy, 0, 1],
    [kwd, 3, 10],
    [isk, 2, 100],
  ])('%s has %i decimals and steps of %i', (currency, decimals, stepMinor) =>
    expect(unitOf(currency)).toMatchObject({ decimals, stepMinor }),
  );
  test('has a unit that agrees with Intl, but for króna and forint, which Stripe takes in hundredths', () => {
    const digitsOf = (currency: string) =>
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
    const rest = currencies.filter((each) => each !== isk && each !== huf);
    expect(rest.map((each) => [each, unitOf(each).decimals])).toEqual(rest.map((each) => [each, digitsOf(each)]));
    for (const each of [isk, huf]) expect([unitOf(each).decimals, digitsOf(each)]).toEqual([2, 0]);
  });
  test.each(currencies)(
    '%s has the unit, the step and at least the minimum that the sandbox has from Stripe',
    (each) => {
      const { decimals, stepMinor, minimumMinor } = unitOf(each);
      expect(isSupportedCurrency(each)).toBe(true);
      expect([decimals, stepMinor]).toEqual([decimalsOf(each), stepOf(each)]);
      expect(minimumMinor).toBeGreaterThanOrEqual(publishedMinimum(each) ?? 1);
    },
  );
  test('can be charged its own minimum', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(usd, jpy, kwd, isk),
        (currency) => void expect(checkPayable({ currency, amountMinor: unitOf(currency).minimumMinor }).ok).toBe(true),
      ),
    ));
});

describe('an amount that a card can be charged', () => {
  test.each([
    ['a cent', usd, 1, true],
    ['the most Stripe takes', usd, largestAmountMinor, true],
    ['a yen', jpy, 1, true],
    ['ten fils', kwd, 10, true],
    ['five fils', kwd, 5, false],
    ['a dinar and a fils', kwd, 1001, false],
    ['a whole króna', isk, 100, true],
    ['half a króna', isk, 50, false],
    ['a króna and a half', isk, 150, false],
    ['nothing', usd, 0, false],
    ['less than nothing', usd, -100, false],
    ['half a cent', usd, 0.5, false],
    ['no number', usd, Number.NaN, false],
    ['no end', usd, Number.POSITIVE_INFINITY, false],
    ['an unsafe integer', usd, 2 ** 53, false],
  ])('%s', (_what, currency, amountMinor, payable) => expect(checkPayable({ currency, amountMinor }).ok).toBe(payable));
  test('a refusal says in what steps it could be', () =>
    expect(checkPayable({ currency: kwd, amountMinor: 1001 })).toEqual({
      ok: false,
      failure: { kind: 'amount-not-payable', stepMinor: 10, currency: kwd },
    }));
});

describe('a share of an amount', () => {
  test.each([
    [1000, 1, 3, 333],
    [1000, 2, 3, 667],
    [1, 1, 2, 1],
    [3, 1, 2, 2],
    [1000, 0, 1000, 0],
    [1000, 1000, 1000, 1000],
    [923, 500, 1000, 462],
    [1000, 5, 0, 0],
  ])('of %i, %i in %i is %i, rounded half up', (amountMinor, part, whole, share) =>
    expect(shareMinor(amountMinor, part, whole)).toBe(share),
  );
  test('is exact where floating point is not', () => {
    expect(shareMinor(9_007_199_254_740_991, 9_007_199_254_740_991, 9_007_199_254_740_991)).toBe(9_007_199_254_740_991);
    // As floats this is a share of 1 in 6; exactly it is a hair below half.
    expect(shareMinor(1, 4_503_599_627_370_495, 9_007_199_254_740_991)).toBe(0);
  });
  const amounts = fc.integer({ min: 0, max: largestAmountMinor });
  test('of all is all, of a part never more than all, and never off by more than a half', () =>
    fc.assert(
      fc.property(amounts, amounts, fc.integer({ min: 1, max: largestAmountMinor }), (amountMinor, drawn, whole) => {
        const part = Math.min(drawn, whole);
        const share = shareMinor(amountMinor, part, whole);
        expect(shareMinor(amountMinor, whole, whole)).toBe(amountMinor);
        expect(share).toBeLessThanOrEqual(amountMinor);
        const twiceOff = 2n * (BigInt(share) * BigInt(whole) - BigInt(amountMinor) * BigInt(part));
        expect(twiceOff > -BigInt(whole) && twiceOff <= BigInt(whole)).toBe(true);
      }),
    ));
  test('grows with its part', () =>
    fc.assert(
      fc.property(
        amounts,
        fc.nat(5000),
        fc.nat(5000),
        (amountMinor, one, other) =>
          void expect(shareMinor(amountMinor, Math.min(one, other), 5000)).toBeLessThanOrEqual(
            shareMinor(amountMinor, Math.max(one, other), 5000),
          ),
      ),
    ));
});

describe('an amount in plain words', () => {
  test.each([
    [usd, 200, '2.00 USD'],
    [usd, 5, '0.05 USD'],
    [jpy, 300, '300 JPY'],
    [kwd, 1230, '1.230 KWD'],
    [kwd, 5, '0.005 KWD'],
    [isk, 50_000, '500.00 ISK'],
  ])('%s %i is %s', (currency, amountMinor, words) => expect(plainAmount({ currency, amountMinor })).toBe(words));
  test('in two decimals or none is read back as the same amount', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(usd, jpy, isk),
        fc.nat(largestAmountMinor),
        (currency, amountMinor) =>
          void expect(parseAmount(plainAmount({ currency, amountMinor }), currency)).toBe(amountMinor),
      ),
    ));
});
