// Signs grants with keys derived from those of passes (HKDF, RFC 5869), each under the id of the one it comes from: one
// secret fewer to keep, and removing a key from the key ring ends its passes and its grants together.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { GrantSigner } from '../../ports/grant-signer.ts';
import type { KeyRing } from './key-ring.ts';

const purpose = 'mainstay grant v1';
const macOf = (passKey: Buffer, text: string): Buffer =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', passKey, '', purpose, 32)))
    .update(text)
    .digest();

export const grantSigner = (keyRing: () => Promise<KeyRing>): GrantSigner => ({
  async currentKey() {
    const { current, key } = await keyRing();
    return { keyId: current, sign: (text) => macOf(key, text).toString('base64url') };
  },
  async isSigned({ keyId, text, mac }) {
    const key = (await keyRing()).keys.get(keyId);
    if (key === undefined) return false;
    const [wanted, given] = [macOf(key, text), Buffer.from(mac, 'base64url')];
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  },
});
