// Whether an event tells how a first payment went: refused, or done. Only these are counted against each other, because a
// card that is tested fails at a checkout; a renewal that fails is an old member's. It holds no id and no amount.
import * as z from 'zod/mini';
import type { FirstTry } from '../../ports/stripe-events.ts';
import { readMarker } from './marker.ts';

const triedIn = z.object({
  type: z.string(),
  data: z.object({
    object: z.object({
      metadata: z.nullish(z.record(z.string(), z.string())),
      /** What Stripe writes on the intent of a subscription's first invoice, which carries no marker of ours. */
      description: z.nullish(z.string()),
    }),
  }),
});
const firstOfMembership = 'Subscription creation';

export function firstTryIn(event: unknown): FirstTry | null {
  const parsed = triedIn.safeParse(event);
  if (!parsed.success) return null;
  const { type, data } = parsed.data;
  const isOurs = readMarker(data.object.metadata) !== null;
  if (type === 'checkout.session.completed') return isOurs ? 'completed' : null;
  if (type !== 'payment_intent.payment_failed') return null;
  return isOurs || data.object.description === firstOfMembership ? 'declined' : null;
}
