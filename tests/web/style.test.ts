// The style sheets name what the elements draw. A class or mark that is renamed in one of the two only would leave an
// element without its style, or show a banner to a supporter, and no compiler sees it.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hebrew } from '../../local/gallery/hebrew.ts';
import { stringsOf } from '../../web/elements/languages.ts';
import accountStrings from '../../web/strings/en/account.json' with { type: 'json' };
import cancelStrings from '../../web/strings/en/cancel.json' with { type: 'json' };

const textOf = (folder: string, end: string): string =>
  readdirSync(folder)
    .filter((file) => file.endsWith(end))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n');
const styles = textOf('web/style', '.css');
const elements = textOf('web/elements', '.ts');
const demo = textOf('local/demo', '.ts');
const found = (text: string, shape: RegExp): string[] => [
  ...new Set([...text.matchAll(shape)].map((match) => match[1] ?? '')),
];
const marks = found(elements, /dataset\['mainstay'\] = .*'([a-z]+)' : '[a-z]+'/g);

describe('the style sheets', () => {
  test('style no class that no element draws', () => {
    const classes = found(styles, /\.(mainstay-[a-z-]+)/g);
    expect(classes.length).toBeGreaterThan(25);
    expect(classes.filter((each) => !new RegExp(`'${each}[' ]`).test(elements))).toEqual([]);
  });
  test('hide by the marks that the scripts set', () => {
    expect(marks).toEqual(['quiet']);
    expect(found(styles, /\[data-mainstay="([a-z]+)"\]/g)).toEqual(marks);
    expect(found(styles, /\[data-mainstay-show="([a-z]+)"\]/g).sort()).toEqual(['ask', ...marks]);
  });
});

test('the demo newspaper marks its pages as the style sheets expect', () => {
  expect(found(demo, /data-mainstay="([a-z]+)"/g)).toEqual(marks);
  expect(found(demo, /data-mainstay-show="([a-z]+)"/g).sort()).toEqual(['ask', ...marks]);
  const classes = found(demo, /class="(mainstay-[a-z-]+)"/g);
  expect(classes.length).toBeGreaterThan(3);
  expect(classes.filter((each) => !styles.includes(`.${each}`))).toEqual([]);
});

test('the gallery’s own language says only what an element asks for', () => {
  const english = Object.keys({ ...accountStrings, ...cancelStrings, ...stringsOf('en') });
  expect(Object.keys(hebrew).filter((each) => !english.includes(each))).toEqual([]);
});
