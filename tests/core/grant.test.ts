// A grant's text: written and read the same, and nothing else is one.
import { describe, expect, test } from 'vitest';
import { grantEnd, grantText, parseGrant, parseGrantDays } from '../../shared/core/grant.ts';
import { day } from '../../shared/core/time.ts';
import { someday } from '../support/builders.ts';

const mac = 'm'.repeat(43);
test('what was written is read again', () => {
  const grant = { keyId: 'k-1', until: grantEnd(someday, 35) };
  expect(parseGrant(`${grantText(grant)}.${mac}`)).toEqual({ ...grant, mac });
});
test.each([
  '',
  'g1',
  `v1.k1.a.abc.${mac}`,
  `g1.K1.abc.${mac}`,
  `g1.k1.abc.${mac}m`,
  `g1.k1..${mac}`,
  `g1.k1.abc.${mac}\n`,
])('%j is none', (text) => expect(parseGrant(text)).toBeNull());
test('it ends on a Monday, and never before the days asked for', () => {
  for (let late = 0; late < 8; late += 1) {
    const end = grantEnd(someday + late * day, 35);
    expect(new Date(end).getUTCDay()).toBe(1);
    expect(end).toBeGreaterThanOrEqual(someday + (late + 35) * day);
  }
});
describe('the days asked for', () => {
  test.each([
    ['1', 1],
    ['35', 35],
    ['92', 92],
    ['93', null],
    ['0', null],
    ['-1', null],
    ['1.5', null],
    ['', null],
    ['1e2', null],
  ] as const)('%j are %j', (text, days) => expect(parseGrantDays(text)).toBe(days));
});
