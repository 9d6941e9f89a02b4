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
  pepper: async () => (await peppers()).current,
  async hashEmail(email) {
    const { current, key } = await peppers();
    return hashUnder(current, key, email);
  },
  async hashesOf(email) {
    const { current, keys } = await peppers();
    const currentFirst = [...keys].sort(([one], [other]) => Number(other === current) - Number(one === current));
    return currentFirst.map(([pepper, key]) => hashUnder(pepper, key, email));
  },
});

const hashUnder = (pepper: string, key: Buffer, email: Email): EmailHash => ({
  pepper,
  hash: known(parseHash(createHmac('sha256', key).update(email).digest('base64url'))),
});
