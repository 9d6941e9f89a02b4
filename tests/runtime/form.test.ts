// A plain form has the same body as JSON, with amounts as people type them.
import { describe, expect, test } from 'vitest';
import { readForm } from '../../functions/runtime/form.ts';
import { checkoutIn } from '../../shared/api/schemas/checkout.ts';

const form = (...fields: (readonly [string, string])[]) =>
  readForm(new URLSearchParams(fields.map(([name, value]) => [name, value])).toString());
const usd = ['currency', 'usd'] as const;

describe('an amount in a form', () => {
  test.each<[string, readonly (readonly [string, string])[], unknown]>([
    ['chosen, in minor units', [['amountMinor', '500'], usd], 500],
    ['typed, as people write', [['amount', '5,50'], usd], 550],
    ['typed with its sign', [['amount', '$ 1,000.00'], usd], 100_000],
    [
      'typed in a currency of no decimals',
      [
        ['amount', '500'],
        ['currency', 'jpy'],
      ],
      500,
    ],
    [
      'typed in a currency of three',
      [
        ['amount', '1.5'],
        ['currency', 'kwd'],
      ],
      1500,
    ],
    ['chosen, though something was typed beside', [['amountMinor', '500'], ['amount', '7'], usd], 500],
    ['typed, where "other" was chosen, which has no value', [['amountMinor', ''], ['amount', '7'], usd], 700],
    ['typed, and the currency after it', [['amount', '7'], usd], 700],
    ['chosen twice: the last counts', [['amountMinor', '500'], ['amountMinor', '700'], usd], 700],
    [
      'typed in a currency nobody knows is none',
      [
        ['amount', '5'],
        ['currency', 'zzz'],
      ],
      'not an amount',
    ],
    ['typed without a currency is none', [['amount', '5']], 'not an amount'],
    ['typed so that it can mean two things is none', [['amount', '5 50'], usd], 'not an amount'],
    ['typed in words is none', [['amount', 'five'], usd], 'not an amount'],
    ['chosen as what is no whole number stays what it was', [['amountMinor', '5.5'], usd], '5.5'],
    ['chosen as less than nothing stays what it was', [['amountMinor', '-5'], usd], '-5'],
    ['chosen as more digits than there are stays what it was', [['amountMinor', '1'.repeat(10)], usd], '1'.repeat(10)],
    ['in other notation stays what it was', [['amountMinor', '0x10'], usd], '0x10'],
  ])('%s', (_what, fields, amountMinor) => expect(form(...fields)['amountMinor']).toBe(amountMinor));
  test('that is none is refused in a sentence, without repeating it', () => {
    const parsed = checkoutIn.safeParse(
      form(['frequency', 'once'], ['amount', 'canary'], usd, ['returnUrl', 'https://meridian.example/']),
    );
    expect(parsed.error?.issues.map((issue) => issue.path)).toEqual([['amountMinor']]);
    expect(JSON.stringify(parsed.error?.issues)).not.toContain('canary');
  });
});

describe('the fields of a form', () => {
  test('make what the schema of a checkout takes', () =>
    expect(
      checkoutIn.safeParse(
        form(
          ['frequency', 'monthly'],
          ['amount', '5'],
          usd,
          ['returnUrl', 'https://meridian.example/'],
          ['email', ''],
          ['source', ' '],
        ),
      ).data,
    ).toEqual({ frequency: 'monthly', amountMinor: 500, currency: 'usd', returnUrl: 'https://meridian.example/' }));
  test('that are empty were not sent', () => expect(form(['email', ''], ['source', '  '])).toEqual({}));
  test('that come twice count as the last that says something', () => {
    expect(form(['source', 'a'], ['source', 'b'])).toEqual({ source: 'b' });
    expect(form(['source', 'a'], ['source', ''])).toEqual({ source: 'a' });
  });
  test('are read as forms write them', () =>
    expect(readForm('a=one+two&b=%D0%B6&c=1%2B1')).toEqual({ a: 'one two', b: 'ж', c: '1+1' }));
  test('named like a property of every object are fields like others, and reach no object', () => {
    const read = readForm('__proto__=1&constructor=2&amountMinor=500');
    expect(Object.keys(read).sort()).toEqual(['__proto__', 'amountMinor', 'constructor']);
    expect(checkoutIn.safeParse(read).success).toBe(false);
    expect(Object.hasOwn(Object.prototype, '1')).toBe(false);
  });
  test.each(['', '&', '=', '&&&===', '%', '%E0%A4%A', 'a', '\u0000'])('%j is a form all the same', (text) =>
    expect(() => readForm(text)).not.toThrow(),
  );
});
