// From when on tries to pay look like a test of stolen cards: more than 30 declined, and more than 40 % of all.
import { expect, test } from 'vitest';
import { isCardTesting } from '../../shared/core/card-testing.ts';

test.each([
  [0, 0, false],
  [30, 30, false],
  [31, 31, true],
  [77, 31, true],
  [78, 31, false],
  [1000, 400, false],
  [1000, 401, true],
])('of %d tries %d declined: %s', (tried, declined, expected) =>
  expect(isCardTesting({ tried, declined })).toBe(expected),
);
