// The shape of a sealed text: only one function can open it. It is bound to the id of what it was sealed for, so a seal
// that is moved to another row does not open.

declare const brand: unique symbol;
/** "s1.<key id>.<encapsulated key>.<ciphertext>", the last two base64url. */
export type Sealed = string & { readonly [brand]: 'Sealed' };

/** An address of 254 octets with its purpose, encrypted and written as base64url, stays far below. */
const sealedShape = /^s1\.[a-z0-9-]{1,16}\.[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{22,1400}$/;

export const parseSealed = (text: string): Sealed | null => (sealedShape.test(text) ? (text as Sealed) : null);

export interface SealedPieces {
  readonly keyId: string;
  readonly encapsulated: string;
  readonly ciphertext: string;
}
export function piecesOf(sealed: Sealed): SealedPieces {
  const [, keyId = '', encapsulated = '', ciphertext = ''] = sealed.split('.');
  return { keyId, encapsulated, ciphertext };
}
