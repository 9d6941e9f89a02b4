// The words: every language has all of them, and a page's language is understood however it is written.
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { en } from '../../web/strings/en.ts';
import { fill, speechOf } from '../../web/words.ts';

describe('a page in', () => {
  test.each([
    ['en', 'en'],
    ['en-GB', 'en-GB'],
    ['', 'en'],
    ['en_US', 'en'],
    ['"><b>', 'en'],
    ['x'.repeat(99), 'en'],
  ])('%j is spoken to in %s', (tag, locale) => {
    expect(speechOf(tag).locale).toBe(locale);
    expect(() => new Intl.NumberFormat(speechOf(tag).locale)).not.toThrow();
  });
  test('a language we have no words for hears English, with its own amounts', () =>
    expect(speechOf('nl')).toEqual({ words: en, locale: 'nl' }));
});

test('blanks are filled, and an unknown one is left as it is', () =>
  expect(fill('{a} and {b}', { a: '1' })).toBe('1 and {b}'));
test('a blank is filled with text as it is, not as a pattern', () => expect(fill('{a}', { a: '$& $1' })).toBe('$& $1'));
test('every language is one file of its own', () => expect(readdirSync('web/strings')).toEqual(['en.ts']));
