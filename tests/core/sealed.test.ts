// What lies about sealed says nothing by its length.
import { expect, test } from 'vitest';
import { padded } from '../../shared/core/sealed.ts';

test('what is sealed has the length of many others', () => {
  expect(padded('a@b.example')).toHaveLength(64);
  expect(padded(`${'a'.repeat(60)}@b.example`)).toHaveLength(128);
  expect(padded('a@b.example').trim()).toBe('a@b.example');
});
