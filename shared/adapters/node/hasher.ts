// Hashes by node:crypto.
import { createHash, createHmac } from 'node:crypto';
import { domainToUnicode } from 'node:url';
import type { Email } from '../../core/email.ts';
import { known, parseHash } from '../../core/ids.ts';
import type { EmailHash, EmailHasher, Hasher, LinkCodes } from '../../ports/hasher.ts';
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
    return currentFirst.flatMap(([pepper, key]) => spellingsOf(email).map((each) => hashUnder(pepper, key, each)));
  },
});

/** No address begins as these texts do, so no code is made of the hash of an address. */
export const linkCodes = (peppers: () => Promise<KeyRing>): LinkCodes => ({
  async chanceOf(email, window) {
    const { key } = await peppers();
    return createHmac('sha256', key).update(`link-code ${window} ${email}`).digest('base64url');
  },
});

/** As it is hashed, and as it was before hosts were written in ASCII: rows of that time are still found. */
function spellingsOf(email: Email): readonly string[] {
  const [mailbox, host = ''] = email.split('@');
  return host.includes('xn--') ? [email, `${mailbox}@${domainToUnicode(host)}`] : [email];
}

const hashUnder = (pepper: string, key: Buffer, email: string): EmailHash => ({
  pepper,
  hash: known(parseHash(createHmac('sha256', key).update(email).digest('base64url'))),
});
