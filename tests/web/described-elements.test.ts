// What is published for editors and for TypeScript says what the elements do: each attribute that an element reads, each event that
// it fires, and each option of the printing module, no more and no fewer.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as printing from '../../web/elements/print.ts';
import { customElementsManifest, describedElements, elementTypes } from '../../web/publish/described-elements.ts';
import type * as published from '../../web/types/print.mjs';

/** What makes up each element, beside its own file. */
const files: Readonly<Record<string, readonly string[]>> = {
  'mainstay-banner': ['mainstay-banner', 'rest-for-supporter'],
  'mainstay-contribute': [
    'mainstay-contribute',
    'box-options',
    'checkout-press',
    'rest-for-supporter',
    'mainstay-remind',
  ],
  'mainstay-remind': ['mainstay-remind'],
  'mainstay-progress': ['mainstay-progress'],
  'mainstay-account': ['mainstay-account'],
  'mainstay-cancel': ['mainstay-cancel'],
};
const sourceOf = (tag: string): string =>
  (files[tag] ?? []).map((file) => readFileSync(`web/elements/${file}.ts`, 'utf8')).join('\n');
const found = (text: string, shape: RegExp): string[] =>
  [...new Set([...text.matchAll(shape)].map(([, name = '']) => name))].sort();

const bundleNames = ['mainstay', 'banner', 'account', 'cancel', 'remind', 'start'];

describe.each(describedElements)('<$tag>', ({ tag, className, attributes, events }) => {
  test('is defined by that name', () => {
    const bundles = bundleNames.map((each) => readFileSync(`web/elements/${each}-bundle.ts`, 'utf8'));
    expect(bundles.join('\n')).toContain(`'${tag}': ${className}`);
  });
  test('takes the attributes that it reads', () => {
    const read = found(sourceOf(tag), /(?:getAttribute|hasAttribute|given)\('([a-z-]+)'\)/g);
    // The style sheet reads where a banner stands.
    const styled = tag === 'mainstay-banner' ? ['placement'] : [];
    expect(attributes.map(({ name }) => name).sort()).toEqual([...read, ...styled].sort());
  });
  test('fires the events that it fires', () =>
    expect(events.map(({ name }) => name).sort()).toEqual(found(sourceOf(tag), /'(mainstay:(?!decided)[a-z]+)'/g)));
  test('stands in the types and in the manifest with all of them', () => {
    const typed = elementTypes();
    expect(typed).toContain(`'${tag}': MainstayElement & {`);
    for (const { name, type } of attributes) expect(typed).toContain(`'${name}'?: ${type} | undefined;`);
    const manifest = JSON.stringify(customElementsManifest());
    for (const { name } of [...attributes, ...events]) expect(manifest).toContain(`"name":"${name}"`);
  });
});

test('no element is left out', () => {
  const defined = bundleNames.flatMap((each) =>
    found(readFileSync(`web/elements/${each}-bundle.ts`, 'utf8'), /'(mainstay-[a-z]+)': Mainstay/g),
  );
  expect([...new Set(defined)].sort()).toEqual(describedElements.map(({ tag }) => tag).sort());
});

test('the types of the printing module are those of the module', () => {
  // tsc compares: a function that the types name and the module lacks, or an option it does not take, does not compile.
  const typed: typeof published = printing;
  expect(Object.keys(typed).sort()).toEqual(Object.keys(printing).sort());
  const text = readFileSync('web/types/print.d.mts', 'utf8');
  expect(found(text, /export function (\w+)/g)).toEqual(Object.keys(printing).sort());
});
