// Signs passes with the current key of their own key ring, and knows those that any key of it signed.
import { createHmac } from 'node:crypto';
import { parsePass } from '../../core/pass.ts';
import type { PassSigner } from '../../ports/pass-signer.ts';
import { isAmong } from './is-among.ts';
import type { KeyRing } from './key-ring.ts';

const signed = (text: string, key: Buffer): string => createHmac('sha256', key).update(text).digest('base64url');

export const passSigner = (keyRing: () => Promise<KeyRing>): PassSigner => ({
  async currentKey() {
    const { current, key } = await keyRing();
    return { keyId: current, sign: (text) => signed(text, key) };
  },
  async isOurs(token) {
    const pass = parsePass(token);
    const key = pass === null ? undefined : (await keyRing()).keys.get(pass.keyId);
    return (
      pass !== null && key !== undefined && isAmong(pass.mac, [signed(token.slice(0, token.lastIndexOf('.')), key)])
    );
  },
});
