// Paces the requests of one process, so that several together stay below Stripe's rate limit.
import type Stripe from 'stripe';
import type { Clock, Pause } from '../../ports/system.ts';

export interface PacedNeeds {
  readonly clock: Clock;
  readonly pause: Pause;
}

/**
 * The same client, of which no second begins more requests than `perSecond`; after a quiet second as many may begin at once.
 * A request that comes too early waits; the order stays.
 */
export function pacedHttpClient(inner: Stripe.HttpClient, perSecond: number, needs: PacedNeeds): Stripe.HttpClient {
  const gap = 1000 / perSecond;
  let nextAt = 0;
  return {
    getClientName: () => inner.getClientName(),
    async makeRequest(...request: Parameters<Stripe.HttpClient['makeRequest']>) {
      const now = needs.clock.now();
      const startsAt = Math.max(nextAt, now - 1000 + gap);
      nextAt = startsAt + gap;
      // Less than a millisecond is only the rounding of the gaps.
      if (startsAt - now >= 1) await needs.pause.wait(startsAt - now);
      return inner.makeRequest(...request);
    },
  };
}
