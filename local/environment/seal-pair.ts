// A new pair of X25519 keys for sealing, as raw bytes in base64url. Only the function `mail` gets the private key.
import { generateKeyPairSync } from 'node:crypto';

export interface SealPair {
  readonly opens: string;
  readonly seals: string;
}
/** RFC 8037 §2: in a JWK of this kind `d` is the private key and `x` the public one. */
export function newSealPair(): SealPair {
  const { d, x } = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' });
  if (d === undefined || x === undefined) throw new Error('no key pair was made');
  return { opens: d, seals: x };
}
