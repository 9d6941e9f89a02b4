// The currency a reader is shown first: a guess among what is offered, and never an error.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guessCurrency } from '../../shared/core/currency-guess.ts';
import { known } from '../../shared/core/ids.ts';
import { currencies, parseCurrency } from '../../shared/core/money.ts';

const offered = ['usd', 'eur', 'gbp', 'jpy', 'uah', 'chf', 'mxn', 'kwd'].map((code) => known(parseCurrency(code)));

test.each([
  ['de', 'eur'],
  ['de-CH', 'chf'],
  ['en', 'usd'],
  ['en-GB', 'gbp'],
  ['en-DE', 'eur'],
  ['es', 'eur'],
  ['es-MX', 'mxn'],
  ['fr-fr', 'eur'],
  ['uk', 'uah'],
  ['uk-UA', 'uah'],
  ['ja-Jpan-JP', 'jpy'],
  ['ar-KW-u-nu-latn', 'kwd'],
  ['ru', null],
  ['sv-SE', null],
  ['', null],
  ['C', null],
  ['en_US', null],
  ['*', null],
])('for %j it is %s', (tag, currency) => expect(guessCurrency(tag, offered)).toBe(currency));

test.each(currencies)('somewhere people pay in %s', (currency) => {
  const alphabet = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));
  const regions = alphabet.flatMap((first) => alphabet.map((second) => first + second));
  expect(regions.some((region) => guessCurrency(`en-${region}`, [currency]) === currency)).toBe(true);
});

test('whatever is sent for a language, nothing breaks and nothing but the offer comes out', () => {
  const nearlyTags = fc.stringMatching(/^[a-zA-Z]{0,4}(-[A-Za-z0-9]{0,5}){0,3}$/);
  fc.assert(
    fc.property(fc.oneof(nearlyTags, fc.string()), (tag) => {
      expect([null, ...offered]).toContain(guessCurrency(tag, offered));
    }),
    { numRuns: 2000 },
  );
});
