// What lies in each secret. A missing, empty or malformed one closes the door that needs it: the parse throws, and
// nothing is served with half a key.
import * as z from 'zod/mini';
import type { SealingKey } from '../../shared/adapters/hpke/sealer.ts';
import { type KeyRing, keyRing } from '../../shared/adapters/node/key-ring.ts';

const text = z.string().check(z.minLength(8));
const stripeSecret = z.object({ key: text });
const webhookSecret = z.object({ secrets: z.array(text).check(z.minLength(1), z.maxLength(4)) });
// The shape in which a pass names its key: under any other id nobody could read the passes it signs.
const keyId = z.string().check(z.regex(/^[a-z0-9-]{1,16}$/));
const ringSecret = z.object({ current: keyId, keys: z.record(z.string(), z.string()) });

/** Public: who reads it can seal, and open nothing. 32 bytes as base64url. */
const sealingSecret = z.object({ current: keyId, key: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)) });

export const parseSealingKey = (secret: string): SealingKey => sealingSecret.parse(JSON.parse(secret));
export const parseStripeKey = (secret: string): string => stripeSecret.parse(JSON.parse(secret)).key;
export const parseSigningSecrets = (secret: string): readonly string[] =>
  webhookSecret.parse(JSON.parse(secret)).secrets;
export function parseKeyRing(secret: string): KeyRing {
  const { current, keys } = ringSecret.parse(JSON.parse(secret));
  return keyRing(current, keys);
}
