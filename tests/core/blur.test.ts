// A log line about money says only how large things are; many together still say how much came.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { blurred } from '../../shared/core/blur.ts';

const amounts = fc.integer({ min: 1, max: 99_999_999 });
const almostOne = 1 - 2 ** -32;

describe('a blurred amount', () => {
  test('is one of two sizes about three times apart, with the amount between them', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const [low, high] = [blurred(amount, almostOne), blurred(amount, 0)];
        // An amount that is itself a size is drawn as it is: nobody suggests such a one.
        expect(low).toBeLessThanOrEqual(amount);
        expect(high).toBeGreaterThanOrEqual(amount);
        expect(high).toBeLessThanOrEqual(Math.max(7, 3.2 * Math.max(low, 1) + 7));
      }),
    );
  });

  test('is the amount itself in the mean over all draws', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const draws = 10_000;
        let sum = 0;
        for (let draw = 0; draw < draws; draw += 1) sum += blurred(amount, draw / draws);
        expect(Math.abs(sum / draws - amount) / amount).toBeLessThan(0.01 + 7 / draws);
      }),
      { numRuns: 30 },
    );
  });

  test('is never one that the newsroom suggests: a line confirms no gift', () => {
    const suggested = settings.offer.currencies.flatMap(({ amounts: { once, monthly, annual } }) =>
      [once, monthly, annual].flatMap((range) => range.suggestedMinor),
    );
    const written = suggested.flatMap((amount) => [blurred(amount, 0), blurred(amount, almostOne)]);
    expect(written.filter((amount) => suggested.includes(amount))).toEqual([]);
  });
});
