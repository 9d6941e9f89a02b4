// A fake seal for tests that send thousands: bound to its id like the real one, and opened only with the opener. But
// it is readable, so no test of secrecy may use it.
import { known } from '../../shared/core/ids.ts';
import { parseSealed, piecesOf } from '../../shared/core/sealed.ts';
import type { Opener, Sealer } from '../../shared/ports/seal.ts';
import { hashOf } from './builders.ts';

export const paperSealer: Sealer = {
  seal: async (text, boundTo) =>
    known(parseSealed(`s1.k1.${hashOf(boundTo)}.${Buffer.from(text).toString('base64url')}`)),
};
export const paperOpener: Opener = {
  async open(sealed, boundTo) {
    const { encapsulated, ciphertext } = piecesOf(sealed);
    return encapsulated === hashOf(boundTo) ? Buffer.from(ciphertext, 'base64url').toString() : null;
  },
};
