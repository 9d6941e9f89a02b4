// New keys and their ids. An id names the minute in which its key was made, so that it shows the key's age. The keys
// themselves are random.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import * as z from 'zod/mini';
import { type Instant, isoOf } from '../../shared/core/time.ts';
import type { Chance } from '../../shared/ports/system.ts';

/** 256 bits: `adapters/node/key-ring.ts` refuses shorter keys. */
const keyBytes = 32;
export const freshKey = (chance: Chance): string => chance.token(keyBytes);

/** "k2611260150": a pass has sixteen characters for it. */
export function freshKeyId(now: Instant, taken: readonly string[]): string {
  const minute = isoOf(now).replaceAll(/\D/g, '').slice(2, 12);
  const ids = ['', 'b', 'c', 'd', 'e'].map((more) => `k${minute}${more}`);
  const free = ids.find((id) => !taken.includes(id));
  if (free === undefined) throw new Error('too many keys were made within one minute');
  return free;
}

/** The public key of a raw private key. */
export function publicKeyOf(privateKey: string): string {
  const der = Buffer.concat([x25519Prefix, Buffer.from(privateKey, 'base64url')]);
  const key = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  return publicIn.parse(key.export({ format: 'jwk' })).x;
}
/** The PKCS #8 prefix of the 32 bytes of an X25519 key (RFC 8410 §7). */
const x25519Prefix = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20);

const rawKey = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
const publicIn = z.object({ x: rawKey });
