// The content of each secret. A missing, empty or malformed secret closes the function that needs it: the parse throws, and
// the function never serves with half a key.
import * as z from 'zod/mini';
import type { SealingKey } from '../../shared/adapters/hpke/sealer.ts';
import { type KeyRing, keyRing } from '../../shared/adapters/node/key-ring.ts';

const text = z.string().check(z.minLength(8));
const stripeSecret = z.object({
  key: text,
  /** What `npm run setup` made on the account: its portal configuration and its product. */
  portal: z.optional(z.string().check(z.regex(/^bpc_[A-Za-z0-9]{1,64}$/))),
  product: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_]{1,64}$/))),
});
// Stripe makes them far longer. Whoever guesses one can tell us what was paid.
const signingSecret = z.string().check(z.minLength(20));
const webhookSecret = z.object({ secrets: z.array(signingSecret).check(z.minLength(1), z.maxLength(4)) });
// The shape in which a pass names its key: under any other id nobody could read the passes it signs.
const keyId = z.string().check(z.regex(/^[a-z0-9-]{1,16}$/));
const keyRingSecret = z.object({ current: keyId, keys: z.record(z.string(), z.string()) });

/** A public key: it can seal and cannot open. 32 bytes as base64url, and not all zeros. */
const publicKey = z.string().check(z.regex(/^(?!A{43}$)[A-Za-z0-9_-]{43}$/));
const sealingSecret = z.object({ current: keyId, key: publicKey });
// At least 32 random characters, so that it cannot be guessed.
const fromChance = z.string().check(z.minLength(32), z.maxLength(256));
const originSecret = z.object({ sent: fromChance, others: z._default(z.array(fromChance).check(z.maxLength(1)), []) });

// Printable ASCII, as SASL takes it without preparation. A line break would end the line of the dialogue.
const credential = z.string().check(z.regex(/^[\x21-\x7e]{1,512}$/));
const smtpSecret = z.object({ user: credential, password: credential });
export const parseSmtpCredentials = (secret: string): z.infer<typeof smtpSecret> =>
  smtpSecret.parse(JSON.parse(secret));

export const parseSealingKey = (secret: string): SealingKey => sealingSecret.parse(JSON.parse(secret));
export type StripeSecret = z.infer<typeof stripeSecret>;
export const parseStripeSecret = (secret: string): StripeSecret => stripeSecret.parse(JSON.parse(secret));
export const parseStripeKey = (secret: string): string => parseStripeSecret(secret).key;
const captchaSecret = z.object({ key: text });
export const parseCaptchaKey = (secret: string): string => captchaSecret.parse(JSON.parse(secret)).key;
export const parseSigningSecrets = (secret: string): readonly string[] =>
  webhookSecret.parse(JSON.parse(secret)).secrets;
/** The secret that the CDN sends, and the one it may still send during a rotation. */
export function parseOriginSecrets(secret: string): readonly string[] {
  const { sent, others } = originSecret.parse(JSON.parse(secret));
  return [sent, ...others];
}
export function parseKeyRing(secret: string): KeyRing {
  const { current, keys } = keyRingSecret.parse(JSON.parse(secret));
  return keyRing(current, keys);
}
