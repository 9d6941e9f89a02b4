// Sealing and opening what may not lie readable anywhere: HPKE (RFC 9180). Who seals holds a public key and can open
// nothing, its own seals among it; only the function `mail` holds what opens.
import type { Sealed } from '../core/sealed.ts';

export interface Sealer {
  /** `boundTo` is the id of what is sealed: under any other the seal does not open. At most 1 KB of text. */
  seal(text: string, boundTo: string): Promise<Sealed>;
}
export interface Opener {
  /** Null where it does not open: another id, a key that was taken away, or a damaged text. Never says which. */
  open(sealed: Sealed, boundTo: string): Promise<string | null>;
}
