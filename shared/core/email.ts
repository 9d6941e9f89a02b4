// An address as people mean it: trimmed, one Unicode form, lower case. It is only ever hashed with a key, sealed, or
// handed to Stripe; it refuses whatever could break out of a header or a form.

declare const brand: unique symbol;
export type Email = string & { readonly [brand]: 'Email' };

/** RFC 5321 §4.5.3.1.3 leaves 254 octets for an address. */
const longestEmail = 254;

export function parseEmail(text: string): Email | null {
  const email = text.trim().normalize('NFC').toLowerCase();
  if (email.length > longestEmail) return null;
  // No \p{C}: control characters break out of headers, invisible ones make two addresses of one.
  return /^[^\s@\p{C}<>,;:"()[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}][\p{L}\p{N}\p{M}-]{1,62}$/u.test(
    email,
  )
    ? (email as Email)
    : null;
}
