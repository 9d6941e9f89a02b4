// Proves a webhook with the SDK's own verifier over the raw bytes, and reduces it to a sync request. It refuses everything
// while it holds no secret: an empty one would verify against an empty key.
import Stripe from 'stripe';
import * as z from 'zod/mini';
import { fail, succeed } from '../../core/result.ts';
import { type Instant, secondsOf } from '../../core/time.ts';
import type { StripeEvents, VerifiedEvent } from '../../ports/stripe-events.ts';
import type { Mode } from './client.ts';
import { stripeApiVersion } from './event-types.ts';
import { eventFields, syncRequestOfEvent } from './sync-request-of-event.ts';

export interface SigningSecrets {
  /** The secrets that are valid now; two while one is rolled. */
  current(): Promise<readonly string[]>;
  /** Asks again at once, at most once a minute: a secret may have been rolled since. */
  again(): Promise<readonly string[]>;
}
/** How old a signature may be. Stripe signs each retry anew. */
const toleranceSeconds = 300;

const eventIn = z.object({
  id: z.string().check(z.regex(/^evt_[A-Za-z0-9_]{1,120}$/)),
  object: z.literal('event'),
  created: z.int().check(z.gte(0)),
  livemode: z.boolean(),
  api_version: z.nullish(z.string()),
  ...eventFields,
});

const tries = new Map<string, 'declined' | 'succeeded'>([
  ['payment_intent.payment_failed', 'declined'],
  ['payment_intent.succeeded', 'succeeded'],
]);

export const stripeEvents = (mode: Mode, secrets: SigningSecrets): StripeEvents => ({
  async read(raw, signature, now) {
    const body = Buffer.from(raw);
    const isProven =
      isSigned(body, signature, await secrets.current(), now) || isSigned(body, signature, await secrets.again(), now);
    if (!isProven) return fail({ kind: 'event-forged' });
    const event = parseEvent(body);
    if (event === null) return fail({ kind: 'event-malformed' });
    if (event.livemode !== (mode === 'live')) return succeed({ kind: 'ignored', why: 'other-mode' });
    const syncRequest = syncRequestOfEvent(event);
    if (syncRequest === null) return succeed({ kind: 'ignored', why: 'unfollowed-type' });
    const taken: VerifiedEvent = {
      kind: 'sync',
      syncRequest: { eventId: event.id, ...syncRequest },
      isOtherVersion: event.api_version !== stripeApiVersion,
      happenedAt: event.created * 1000,
      tried: tries.get(event.type) ?? null,
    };
    return succeed(taken);
  },
});

function isSigned(body: Buffer, signature: string, secrets: readonly string[], now: Instant): boolean {
  const verifier = Stripe.webhooks.signature;
  if (verifier === null) throw new Error('this build of the SDK verifies no signatures');
  if (isAhead(signature, now)) return false;
  return secrets
    .filter((secret) => secret.length > 0)
    .some((secret) => {
      try {
        return verifier.verifyHeader(body, signature, secret, toleranceSeconds, undefined, now);
      } catch {
        // Whatever the verifier throws is "not signed by us": it throws plain errors too, for an empty `v1=`.
        return false;
      }
    });
}

/** The SDK looks at the age alone: what is signed for next year could be sent again until then. */
function isAhead(signature: string, now: Instant): boolean {
  // Any of several: which of them the SDK takes is its own affair.
  return [...signature.matchAll(/(?:^|,)t=(\d+)/g)].some(
    ([, signedAt]) => Number(signedAt) > secondsOf(now) + toleranceSeconds,
  );
}

function parseEvent(body: Buffer): z.infer<typeof eventIn> | null {
  try {
    const parsed = eventIn.safeParse(JSON.parse(body.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    // Signed, but not JSON.
    return null;
  }
}
