// The local edge marks a page as peaceful for exactly those whose pass it can prove.
import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { recogniser } from '../../local/edge.ts';
import { keyRing } from '../../shared/adapters/node/key-ring.ts';
import { type Pass, passText } from '../../shared/core/pass.ts';
import { day } from '../../shared/core/time.ts';

const now = Date.UTC(2026, 10, 23);
const key = randomBytes(32).toString('base64url');
const older = randomBytes(32).toString('base64url');
const recognise = recogniser(keyRing('k2', { k1: older, k2: key }), { now: () => now });
const good: Pass = { keyId: 'k2', tier: 'supporter', expiresAt: now + 7 * day };
const signed = (pass: Pass, with_ = key): string =>
  `${passText(pass)}.${createHmac('sha256', Buffer.from(with_, 'base64url')).update(passText(pass)).digest('base64url')}`;

describe('the edge', () => {
  test('knows a supporter, also by the key before this one', async () => {
    expect(await recognise(signed(good))).toBe(true);
    expect(await recognise(signed({ ...good, keyId: 'k1' }, older))).toBe(true);
  });
  test.each<[string, string | undefined]>([
    ['no pass', undefined],
    ['an empty one', ''],
    ['nonsense', 'v1.k2.supporter'],
    ['one past its boundary', signed({ ...good, expiresAt: now })],
    ['one for money on its way', signed({ ...good, tier: 'pending' })],
    ['one under a key nobody has', signed({ ...good, keyId: 'k9' })],
    ['one signed by another key', signed(good, older)],
    ['one whose boundary was moved', signed(good).replace(/\.supporter\.\w+\./, '.supporter.zzzzzz.')],
    ['one whose signature was cut', signed(good).slice(0, -1)],
    ['one without a signature', `${passText(good)}.`],
  ])('does not know %s', async (_what, token) => {
    expect(await recognise(token)).toBe(false);
  });
});
