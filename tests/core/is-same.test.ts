// What counts as the same thing: a row that comes back with its fields in another order is no change.
import { expect, test } from 'vitest';
import { isSame } from '../../shared/core/is-same.ts';

test.each([
  ['equal texts', 'a', 'a', true],
  ['another text', 'a', 'b', false],
  ['nothing and nothing', null, null, true],
  ['nothing and what is not there', null, undefined, false],
  ['nothing and a thing', null, {}, false],
  ['a thing and nothing', {}, null, false],
  ['a text and a thing without fields', '', {}, false],
  ['a number and its text', 1, '1', false],
  ['no number twice', Number.NaN, Number.NaN, true],
  ['fields in another order', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }, true],
  ['another value deep inside', { a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 3 }] } }, false],
  ['one of two values', { a: 1, b: 2 }, { a: 1, b: 3 }, false],
  ['a field more', { a: 1 }, { a: 1, b: 2 }, false],
  ['a field less', { a: 1, b: 2 }, { a: 1 }, false],
  ['as many fields of other names', { a: undefined }, { b: undefined }, false],
  ['equal lists', [1, 2], [1, 2], true],
  ['a list in another order', [1, 2], [2, 1], false],
  ['a list and a thing with the same fields', [1], { 0: 1 }, false],
])('%s', (_, one, other, is) => expect(isSame(one, other)).toBe(is));
