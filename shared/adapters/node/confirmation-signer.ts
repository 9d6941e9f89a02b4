// Confirmations of reminders, proven by HMAC-SHA256 under the pepper. The text begins as no address and no request for a code
// does, so a proof is the hash of nothing else.
import { createHmac } from 'node:crypto';
import type { ConfirmationSigner } from '../../ports/confirmation-signer.ts';
import { isAmong } from './is-among.ts';
import type { KeyRing } from './key-ring.ts';

export function confirmationSigner(peppers: () => Promise<KeyRing>): ConfirmationSigner {
  const prove = async (text: string, pepper: string): Promise<string | null> => {
    const key = (await peppers()).keys.get(pepper);
    return key === undefined ? null : createHmac('sha256', key).update(`reminder-ask ${text}`).digest('base64url');
  };
  return {
    prove,
    async isProven(text, pepper, proof) {
      const own = await prove(text, pepper);
      return own !== null && isAmong(proof, [own]);
    },
  };
}
