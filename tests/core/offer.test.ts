// The offer is one table: what stands in it can be given, and nothing else, whatever a browser says.
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { checkContribution, frequencies, minimumOf, type Offer } from '../../shared/core/offer.ts';
import { currencyOf } from '../support/builders.ts';

const usd = currencyOf('usd');
const range = (minimumMinor: number, maximumMinor: number) => ({
  suggestedMinor: [minimumMinor],
  minimumMinor,
  maximumMinor,
});
const offer: Offer = {
  currencies: [
    { currency: usd, amounts: { once: range(300, 9000), monthly: range(200, 8000), annual: range(2000, 7000) } },
    {
      currency: currencyOf('kwd'),
      amounts: { once: range(1000, 9000), monthly: range(1000, 9000), annual: range(6000, 9000) },
    },
  ],
};
const failureOf = (result: ReturnType<typeof checkContribution>) => (result.ok ? null : result.failure);

describe('a gift', () => {
  test.each([
    ['once', 300, 9000],
    ['monthly', 200, 8000],
    ['annual', 2000, 7000],
  ] as const)('%s may be given from %i to %i, both included', (frequency, least, most) => {
    const check = (amountMinor: number) => checkContribution(offer, { frequency, amountMinor, currency: usd });
    expect(check(least)).toEqual({ ok: true, value: { frequency, amountMinor: least, currency: usd } });
    expect(check(most).ok).toBe(true);
    expect(failureOf(check(least - 1))).toEqual({ kind: 'amount-too-small', minimumMinor: least, currency: usd });
    expect(failureOf(check(most + 1))).toEqual({ kind: 'amount-too-large', maximumMinor: most, currency: usd });
  });
  test('in a currency that is not offered is refused with those that are', () =>
    expect(
      failureOf(checkContribution(offer, { frequency: 'once', amountMinor: 500, currency: currencyOf('eur') })),
    ).toEqual({
      kind: 'currency-not-offered',
      offered: ['usd', 'kwd'],
    }));
  test('within the limits that no card can be charged is refused', () =>
    expect(
      failureOf(checkContribution(offer, { frequency: 'once', amountMinor: 1005, currency: currencyOf('kwd') })),
    ).toMatchObject({ kind: 'amount-not-payable', stepMinor: 10 }));
  test.each([500.5, -500, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('of %d is refused', (amountMinor) =>
    expect(checkContribution(offer, { frequency: 'once', amountMinor, currency: usd }).ok).toBe(false),
  );
  test('takes nothing along but what was checked', () => {
    const more = { frequency: 'once' as const, amountMinor: 500, currency: usd, customer: 'cus_somebody' };
    expect(checkContribution(offer, more)).toEqual({
      ok: true,
      value: { frequency: 'once', amountMinor: 500, currency: usd },
    });
  });
  test("of every amount the newsroom's own settings suggest can be given", () => {
    const suggested = settings.offer.currencies.flatMap(({ currency, amounts }) =>
      frequencies.flatMap((frequency) =>
        amounts[frequency].suggestedMinor.map((amountMinor) => ({ frequency, currency, amountMinor })),
      ),
    );
    expect(suggested.filter((contribution) => !checkContribution(settings.offer, contribution).ok)).toEqual([]);
    expect(suggested.length).toBeGreaterThan(30);
  });
});

describe('the least that counts as having given', () => {
  test('is the minimum of its own frequency', () =>
    expect(frequencies.map((frequency) => minimumOf(offer, frequency, usd))).toEqual([300, 200, 2000]));
  test('is anything at all in a currency that is no longer offered', () =>
    expect(minimumOf(offer, 'once', currencyOf('sek'))).toBe(1));
});
