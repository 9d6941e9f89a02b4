// A shown secret is one of ours or it is not; nearly is not.
import { expect, test } from 'vitest';
import { isAmong } from '../../../shared/adapters/node/is-among.ts';

test.each([
  ['one', ['one', 'two'], true],
  ['two', ['one', 'two'], true],
  ['three', ['one', 'two'], false],
  ['on', ['one'], false],
  ['onee', ['one'], false],
  ['one', [], false],
  ['', [''], false],
] as const)('%j among %j: %s', (shown, secrets, is) => expect(isAmong(shown, secrets)).toBe(is));
