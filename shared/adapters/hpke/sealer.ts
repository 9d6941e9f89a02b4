// Seals to the public key that is current. Whoever holds only this can open nothing, not even what it just sealed.
import { known } from '../../core/ids.ts';
import { parseSealed } from '../../core/sealed.ts';
import type { Sealer } from '../../ports/seal.ts';
import { fromBase64, purpose, suite, textToBytes, toBase64 } from './suite.ts';

/** A public key by its id; 32 raw bytes as base64url. */
export interface SealingKey {
  readonly current: string;
  readonly key: string;
}
/** An address, its purpose and a language are a third of it. */
const longestText = 1024;

export const hpkeSealer = (keys: () => Promise<SealingKey>): Sealer => ({
  async seal(text, boundTo) {
    const content = textToBytes(text);
    if (content.length > longestText) throw new Error('what is to be sealed is longer than any message needs');
    const { current, key } = await keys();
    const recipientPublicKey = await suite.kem.deserializePublicKey(fromBase64(key));
    const sealed = await suite.seal({ recipientPublicKey, info: purpose }, content, textToBytes(boundTo));
    return known(parseSealed(`s1.${current}.${toBase64(sealed.enc)}.${toBase64(sealed.ct)}`));
  },
});
