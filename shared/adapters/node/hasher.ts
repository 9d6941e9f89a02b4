// Hashes by node:crypto.
import { createHash, createHmac } from 'node:crypto';
import { known, parseHash } from '../../core/ids.ts';
import type { EmailHasher, Hasher } from '../../ports/hasher.ts';
import type { KeyRing } from './key-ring.ts';

export const nodeHasher: Hasher = {
  digest: (text) => known(parseHash(createHash('sha256').update(text).digest('base64url'))),
};

export const emailHasher = (peppers: () => Promise<KeyRing>): EmailHasher => ({
  async hashEmail(email) {
    const { current, key } = await peppers();
    return { pepper: current, hash: known(parseHash(createHmac('sha256', key).update(email).digest('base64url'))) };
  },
});
