// Opens seals with the private keys that are still kept: during a rotation two. It never says why one does not open.
import { piecesOf } from '../../core/sealed.ts';
import type { Opener } from '../../ports/seal.ts';
import type { KeyRing } from '../node/key-ring.ts';
import { fromBase64, purpose, suite, textToBytes } from './suite.ts';

export const hpkeOpener = (syncRequest: () => Promise<KeyRing>): Opener => ({
  async open(sealed, boundTo) {
    const { keyId, encapsulated, ciphertext } = piecesOf(sealed);
    const key = (await syncRequest()).keys.get(keyId);
    if (key === undefined) return null;
    const recipientKey = await suite.kem.deserializePrivateKey(new Uint8Array(key));
    try {
      const enc = fromBase64(encapsulated);
      const opened = await suite.open(
        { recipientKey, enc, info: purpose },
        fromBase64(ciphertext),
        textToBytes(boundTo),
      );
      return new TextDecoder().decode(opened);
    } catch {
      // Damaged, or bound to another id: HPKE makes no difference, and neither do we.
      return null;
    }
  },
});
