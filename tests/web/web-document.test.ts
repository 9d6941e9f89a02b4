// The page for web teams says what the code does: every attribute, event, property, class, reason and key in the code
// stands in it, and what stands in it is in the code.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { languages } from '../../web/publish/manifest.ts';

const document = readFileSync('docs/web.md', 'utf8');
const sources = readdirSync('web/elements')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(`web/elements/${file}`, 'utf8'))
  .join('\n');
const styles = readdirSync('web/style')
  .map((file) => readFileSync(`web/style/${file}`, 'utf8'))
  .join('\n');
const found = (text: string, shape: RegExp): string[] => [
  ...new Set([...text.matchAll(shape)].map((match) => match[1] ?? match[0])),
];
const inDocument = (each: string): boolean => document.includes(`\`${each}\``) || document.includes(`\`${each}="`);
const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);

describe('everything in the code is in the document', () => {
  test('every element', () => {
    for (const each of found(sources, /'(mainstay-[a-z]+)': Mainstay/g)) expect(document).toContain(`<${each}>`);
  });
  test('every attribute', () => {
    const read = found(sources, /(?:[gs]etAttribute|hasAttribute|given)\('([a-z-]+)'\)/g);
    expect(read.filter((each) => !inDocument(each))).toEqual([]);
    expect(read.length).toBeGreaterThan(10);
  });
  test('every attribute of the script tags', () => {
    const read = found(sources, /script\['(\w+)'\]/g).map((each) => `data-${kebab(each)}`);
    expect([read.length, read.filter((each) => !inDocument(each))]).toEqual([3, []]);
  });
  test('every event', () => {
    const fired = found(sources, /'(mainstay:[a-z]+)'/g);
    expect([fired.length, fired.filter((each) => !inDocument(each))]).toEqual([4, []]);
  });
  test('every reason of a decision', () => {
    const [type = ''] = found(sources, /export type Reason =([^;]+);/g);
    const reasons = found(type, /'([a-z-]+)'/g);
    expect([reasons.length, reasons.filter((each) => !inDocument(each))]).toEqual([9, []]);
  });
  test('every custom property', () =>
    expect(found(styles, /var\((--mainstay-[a-z-]+)/g).filter((each) => !inDocument(each))).toEqual([]));
  test('everything the browser keeps', () =>
    expect(found(sources, /'(mainstay\.[a-z]+)'/g).filter((each) => !inDocument(each))).toEqual([]));
  test('every language', () => expect(languages.filter((each) => !inDocument(each))).toEqual([]));
});

describe('everything in the document is in the code', () => {
  test('every part', () => {
    const parts = found(document, /`\.(mainstay-[a-z-]+)`/g);
    expect(parts.length).toBeGreaterThan(20);
    const drawn = sources + styles;
    expect(parts.filter((each) => !drawn.includes(each))).toEqual([]);
  });
  test('every custom property', () =>
    expect(found(document, /`(--mainstay-[a-z-]+)`/g).filter((each) => !styles.includes(each))).toEqual([]));
  test('every function of the printing module', () => {
    const print = readFileSync('web/elements/print.ts', 'utf8');
    for (const each of found(document, /`(print[A-Z]\w+)`/g))
      expect(print).toMatch(new RegExp(`export .*\\b${each}\\b`));
  });
  test('every flag of print-box', () => {
    const code = readFileSync('web/publish/print-box.ts', 'utf8');
    for (const each of found(document, /--([a-z][a-z-]+)/g).filter((name) => !name.startsWith('mainstay'))) {
      expect([each, code.includes(`'${each}'`) || code.includes(`${each}:`)]).toEqual([each, true]);
    }
  });
});
