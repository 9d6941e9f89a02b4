// Every selector that is published weighs at least two classes, and what the weighing must leave alone is left alone.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { weighStyles } from '../../web/publish/weigh-styles.ts';

test.each([
  ['.a{b:c}', ':not(._).a{b:c}'],
  ['mainstay-banner{b:c}', 'mainstay-banner:not(._):not(._){b:c}'],
  ['a.b,c d[e]{f:g}', 'a:not(._).b,c:not(._) d[e]{f:g}'],
  [':is(a,.b) *,d[e="f,g"]{h:i}', ':not(._):is(a,.b) *,d:not(._)[e="f,g"]{h:i}'],
  ['a :where(.b){c:d}', 'a:not(._):not(._) :where(.b){c:d}'],
  ['@media print{.a{b:c}.d{e:f}}g{h:i}', '@media print{:not(._).a{b:c}:not(._).d{e:f}}g:not(._):not(._){h:i}'],
  ['@keyframes rise{0%{a:b}to{c:d}}.e{f:g}', '@keyframes rise{0%{a:b}to{c:d}}:not(._).e{f:g}'],
  ['.a::before{b:c}', ':not(._).a::before{b:c}'],
])('%s becomes %s', (plain, heavy) => expect(weighStyles(plain)).toBe(heavy));

test('no element of ours has the class that the weight names', () => {
  const elements = readdirSync('web/elements').map((file) => readFileSync(`web/elements/${file}`, 'utf8'));
  expect(elements.join('')).not.toMatch(/class: '(?:[^']* )?_(?: |')/);
});
