// Signs passes with the current key of their own key ring.
import { createHmac } from 'node:crypto';
import type { PassSigner } from '../../ports/pass-signer.ts';
import type { KeyRing } from './key-ring.ts';

export const passSigner = (keyRing: () => Promise<KeyRing>): PassSigner => ({
  async currentKey() {
    const { current, key } = await keyRing();
    return { keyId: current, sign: (text) => createHmac('sha256', key).update(text).digest('base64url') };
  },
});
