// The pass tells supporters from others, never one from another, and its reader takes nothing for a pass that is none.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Pass, parsePass, passBoundary, passText } from '../../shared/core/pass.ts';
import { day } from '../../shared/core/time.ts';
import { anyText } from './any-text.ts';

const instants = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
const characters = (from: string) => fc.constantFrom(...from);
const keyIds = fc.string({ unit: characters('abcxyz0189-'), minLength: 1, maxLength: 16 });
const macs = fc.string({ unit: characters('ABCxyz019-_'), maxLength: 86 });
const passes: fc.Arbitrary<Pass> = fc.record({
  keyId: keyIds,
  tier: fc.constantFrom('supporter' as const, 'pending' as const, 'lapsed' as const),
  expiresAt: instants.map(passBoundary),
});
const mac = 'A'.repeat(43);
const fine = `v1.k1.a.t0rk00.${mac}`;

describe('the boundary a pass ends at', () => {
  test('is a Monday 00:00 UTC at least 3 and less than 10 days away, in any year', () =>
    fc.assert(
      fc.property(instants, (now) => {
        const boundary = passBoundary(now);
        expect([new Date(boundary).getUTCDay(), boundary % day]).toEqual([1, 0]);
        expect(boundary - now).toBeGreaterThanOrEqual(3 * day);
        expect(boundary - now).toBeLessThan(10 * day);
      }),
    ));
  test('leaves out no day of a leap year', () => {
    const days = Array.from({ length: 366 }, (_, index) => Date.UTC(2028, 0, 1 + index));
    const boundaries = new Set(days.map(passBoundary));
    expect(boundaries.size).toBe(53);
    expect([...boundaries].every((boundary) => new Date(boundary).getUTCDay() === 1)).toBe(true);
  });
});

describe('the text that is signed', () => {
  test('is the same bytes for everyone of a tier who asks between two boundaries', () => {
    const texts = [0, 1, 3.5, 6.99].map((days) =>
      passText({ keyId: 'k1', tier: 'supporter', expiresAt: passBoundary(Date.UTC(2026, 10, 20) + 1 + days * day) }),
    );
    expect(new Set(texts)).toEqual(new Set([texts[0]]));
  });
  test('tells the tiers apart and says nothing else', () => {
    const expiresAt = passBoundary(Date.UTC(2026, 10, 23));
    expect(passText({ keyId: 'k1', tier: 'supporter', expiresAt })).toMatch(/^v1\.k1\.a\.[0-9a-z]+$/);
    expect(passText({ keyId: 'k1', tier: 'pending', expiresAt })).toMatch(/^v1\.k1\.b\.[0-9a-z]+$/);
    expect(passText({ keyId: 'k1', tier: 'lapsed', expiresAt })).toMatch(/^v1\.k1\.c\.[0-9a-z]+$/);
  });
});

describe('reading a pass', () => {
  test('gives back what was written, whatever the key, the tier and the year', () =>
    fc.assert(
      fc.property(
        passes,
        macs,
        (pass, signature) =>
          void expect(parsePass(`${passText(pass)}.${signature}`)).toEqual({ ...pass, mac: signature }),
      ),
    ));
  test('takes the plain one', () => expect(parsePass(fine)).toMatchObject({ keyId: 'k1', tier: 'supporter', mac }));
  test.each([
    ['nothing', ''],
    ['another version', fine.replace('v1', 'v2')],
    ['a version in capitals', fine.replace('v1', 'V1')],
    ['a tier that is none', fine.replace('.a.', '.staff.')],
    ['a part missing', 'v1.k1.a.t0rk00'],
    ['a part too many', `${fine}.more`],
    ['an empty key', `v1..a.t0rk00.${mac}`],
    ['a key too long', `v1.${'k'.repeat(17)}.a.t0rk00.${mac}`],
    ['a time too long', `v1.k1.a.${'z'.repeat(10)}.${mac}`],
    ['an empty time', `v1.k1.a..${mac}`],
    ['a signature too long', `v1.k1.a.t0rk00.${'A'.repeat(87)}`],
    ['a line break behind it', `${fine}\n`],
    ['a header behind it', `${fine}\r\nSet-Cookie: a=b`],
    ['an attribute behind it', `${fine}; Path=/`],
    ['a space before it', ` ${fine}`],
    ['letters of another script', fine.replace('k1', 'к1')],
    ['digits of another script', fine.replace('t0rk00', 't٠rk00')],
    ['five hundred characters', 'v1.'.repeat(167)],
  ])('refuses %s', (_what, token) => expect(parsePass(token)).toBeNull());
  test('refuses whatever else a cookie may hold, and never throws', () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 500 }), anyText()),
        (token) => void expect(parsePass(token)).toBeNull(),
      ),
    ));
  test('the farthest expiry somebody may forge is still a number to compare with', () =>
    expect(parsePass(`v1.k1.b.${'z'.repeat(9)}.`)?.expiresAt).toBe((36 ** 9 - 1) * 1000));
});
