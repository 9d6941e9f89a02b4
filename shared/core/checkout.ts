// What we remember of a checkout between opening it and knowing what came of it: enough to know the browser again and
// to send it back to its page. Never who paid.
import type { CampaignId, CheckoutId, CustomerId, Hash, SessionId, Source } from './ids.ts';
import type { Contribution } from './offer.ts';
import { day, hour, type Instant, minute } from './time.ts';

export interface Checkout {
  readonly id: CheckoutId;
  readonly session: SessionId;
  /** Hashes of secrets that prove the browser: that of the cookie, and the page's own where it sent one. */
  readonly claims: readonly Hash[];
  readonly contribution: Contribution;
  readonly campaign: CampaignId | null;
  readonly source: Source | null;
  /** Path on one of our origins; the page the reader came from. */
  readonly returnUrl: string;
  /** The device this browser already was, so that a second gift does not lose the first. */
  readonly device: Hash | null;
  /** Set once the session is complete. */
  readonly customer: CustomerId | null;
  /** When this memory ends. */
  readonly forgetAt: Instant;
}

/** Our own marker in Stripe's metadata: what carries it is ours. Opaque ids only, never anything about a person. */
export interface Marker {
  /** Null where staff or an import marked it rather than a checkout of ours. */
  readonly checkout: CheckoutId | null;
  readonly campaign: CampaignId | null;
}

/** Stripe allows 30 minutes to 24 hours. Short, against card testing; long enough to find a card. */
export const sessionLife = 60 * minute;
/** A request repeated with the same key within this time is the same session: Stripe must still accept its expiry. */
export const attemptLife = 29 * minute;
export const openMemory = 48 * hour;
export const completeMemory = 30 * day;
