// The strings: every language has all of them with the same blanks, and a page's language is understood however written.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stringsIn } from '../../web/elements/json-in-page.ts';
import { languages } from '../../web/elements/languages.ts';
import { fill, speechOf } from '../../web/elements/strings.ts';
import { languages as published } from '../../web/publish/manifest.ts';
import pageStrings from '../../web/strings/en/page.json' with { type: 'json' };

describe('a page in', () => {
  test.each([
    ['en', 'en'],
    ['en-GB', 'en-GB'],
    ['', 'en'],
    ['en_US', 'en-US'],
    ['ru-RUS', 'ru'],
    ['zh-CHT', 'zh'],
    ['en-USA', 'en'],
    ['sr-Latn-RS', 'sr-Latn-RS'],
    ['DE', 'de'],
    [' uk ', 'uk'],
    ['pt-br', 'pt-BR'],
    ['i-klingon', 'en'],
    ['x-whatever', 'en'],
    ['de-x-', 'de'],
    ['russian', 'en'],
    ['ru,en', 'en'],
    ['"><b>', 'en'],
    ['x'.repeat(99), 'en'],
  ])('%j is spoken to in %s', (tag, locale) => {
    expect(speechOf(tag, pageStrings).locale).toBe(locale);
    expect(() => new Intl.NumberFormat(speechOf(tag, pageStrings).locale)).not.toThrow();
  });
  test('a language we have no words for hears English, with its own amounts', () =>
    expect(speechOf('nl', pageStrings)).toEqual({ strings: pageStrings, locale: 'nl' }));
  test('a page may say it in its own words', () =>
    expect(speechOf('nl', pageStrings, stringsIn('{"close":"Sluiten","thanks":5}')).strings).toEqual({
      ...pageStrings,
      close: 'Sluiten',
    }));
  test.each(['', '{', '[]', '5', '"a"', 'null'])('own words that are none (%j) change nothing', (text) =>
    expect(stringsIn(text)).toEqual({}),
  );
});

const groups = readdirSync('web/strings/en');
const read = (language: string, group: string): Record<string, string> =>
  JSON.parse(readFileSync(`web/strings/${language}/${group}`, 'utf8'));
const isPlural = (key: string): boolean => /\.(?:zero|one|two|few|many|other)$/.test(key);
const blanks = (sentence = ''): string[] => (sentence.match(/\{\w+\}/g) ?? []).sort();

test('the languages are those of the folders, and each is published and printed', () => {
  expect(readdirSync('web/strings').sort()).toEqual([...published].sort());
  expect(Object.keys(languages).sort()).toEqual([...published].sort());
});
describe.each(published)('%s', (language) => {
  test('has the same groups as English', () => expect(readdirSync(`web/strings/${language}`)).toEqual(groups));
  test.each(groups)('has every key of %s, with the same blanks', (group) => {
    const [english, here] = [read('en', group), read(language, group)];
    const plain = (strings: object): string[] => Object.keys(strings).filter((key) => !isPlural(key));
    expect(plain(here)).toEqual(plain(english));
    for (const key of plain(english)) expect([key, blanks(here[key])]).toEqual([key, blanks(english[key])]);
  });
  test('has a sentence for every plural its language has, and counts in it', () => {
    const plurals = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const group of groups) {
      const here = read(language, group);
      const names = new Set(
        Object.keys(here)
          .filter(isPlural)
          .map((key) => key.replace(/\.\w+$/, '')),
      );
      for (const name of names) {
        const has = Object.keys(here).filter((key) => key.startsWith(`${name}.`));
        expect([name, has.sort()]).toEqual([name, plurals.map((each) => `${name}.${each}`).sort()]);
        for (const key of has) expect(blanks(here[key])).toContain('{count}');
      }
    }
  });
  test('says nothing empty, and nothing twice spaced', () => {
    for (const group of groups) {
      for (const sentence of Object.values(read(language, group))) expect(sentence).toMatch(/^\S(?:.*\S)?$/);
    }
  });
});

test('blanks are filled, and an unknown one is left as it is', () =>
  expect(fill('{a} and {b}', { a: '1' })).toBe('1 and {b}'));
test('a blank is filled with text as it is, not as a pattern', () => expect(fill('{a}', { a: '$& $1' })).toBe('$& $1'));
// "31 марта 2027 г." ends in a dot of its own.
test.each(['ru', 'uk'])('in %s no sentence ends in a date', (language) => {
  for (const group of groups) {
    for (const sentence of Object.values(read(language, group))) expect(sentence).not.toMatch(/\{date\}\./);
  }
});
