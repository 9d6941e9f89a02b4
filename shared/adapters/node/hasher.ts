// Hashes by node:crypto.
import { createHash, createHmac } from 'node:crypto';
import type { Email } from '../../core/email.ts';
import { known, parseHash } from '../../core/ids.ts';
import type { EmailHash, EmailHasher, Hasher } from '../../ports/hasher.ts';
import type { KeyRing } from './key-ring.ts';

export const nodeHasher: Hasher = {
  digest: (text) => known(parseHash(createHash('sha256').update(text).digest('base64url'))),
};

export const emailHasher = (peppers: () => Promise<KeyRing>): EmailHasher => ({
  async hashEmail(email) {
    const { current, key } = await peppers();
    return hashUnder(current, key, email);
  },
  async hashesOf(email) {
    const { current, key, keys } = await peppers();
    const others = [...keys].filter(([pepper]) => pepper !== current);
    return [[current, key] as const, ...others].map(([pepper, each]) => hashUnder(pepper, each, email));
  },
});

const hashUnder = (pepper: string, key: Buffer, email: Email): EmailHash => ({
  pepper,
  hash: known(parseHash(createHmac('sha256', key).update(email).digest('base64url'))),
});
