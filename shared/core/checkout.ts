// What a reader asks Stripe Checkout for, and what we store of it until we know the outcome: enough to know the browser
// again and to send it back to its page. Never who paid.
import type { CampaignId, CheckoutId, CustomerId, Hash, MembershipId, SessionId, Source } from './ids.ts';
import type { Contribution } from './offer.ts';
import { commonBoundary, day, hour, type Instant, minute, roundedDown, roundedUp, week } from './time.ts';

/** What a reader asks for, as far as it decides what Stripe gets. */
export interface CheckoutRequest {
  readonly contribution: Contribution;
  readonly campaign: CampaignId | null;
  readonly source: Source | null;
  readonly locale: string | null;
  /** The membership that ends once this one is paid; null for any other checkout. */
  readonly replaces: MembershipId | null;
  /** The page the reader came from. Once checked: on one of our origins, without its query. */
  readonly returnUrl: string;
}

export interface Checkout extends Pick<CheckoutRequest, 'contribution' | 'campaign' | 'source' | 'returnUrl'> {
  readonly id: CheckoutId;
  /** The one that was handed out last. */
  readonly session: SessionId;
  /** Handed out before, under the same press: Stripe had recorded a failure, and the next try opened another. */
  readonly earlier?: readonly SessionId[] | undefined;
  /** Hashes of the secrets that prove the browser: the cookie's, and the page's own where it sent one. */
  readonly claims: readonly Hash[];
  /** The device that this browser was before, so that a second contribution does not lose the first. */
  readonly device: Hash | null;
  /** Set once the session is complete. */
  readonly customer: CustomerId | null;
  /** How many links its claim alone had mailed to the payer. */
  readonly links: number;
  /** When this row ends. */
  readonly forgetAt: Instant;
}

/** Our marker in Stripe's metadata. An object that carries this installation's is ours. It holds opaque ids only, nothing about a person. */
export interface Marker {
  /** Null where staff or an import set the marker. */
  readonly checkout: CheckoutId | null;
  readonly campaign: CampaignId | null;
}

/** Stripe allows 30 minutes to 24 hours. Short against card testing, and long enough to find a card. */
export const sessionLife = 60 * minute;
/** A request repeated with its key within this time opens the same session: Stripe must still accept its expiry. */
export const attemptLife = 29 * minute;
/** The claim proves who opened it: enough for two messages to its payer, and for no more in somebody's mailbox. */
export const mostLinks = 2;
export const openMemory = 48 * hour;
export const completeMemory = 30 * day;

/** When an attempt began, as far as Stripe's half hour needs it; what is asked again within an hour still names the same. */
export const startOfAttempt = (now: Instant): Instant => roundedDown(now, 5 * minute);
/** What lies two days in the table says no more than the day; a week more would be a week longer. */
export const endOfOpen = (expiresAt: Instant): Instant => roundedUp(expiresAt + openMemory, day);
/** A common boundary at most `completeMemory` away. */
export const endOfComplete = (now: Instant): Instant => commonBoundary(now, (completeMemory - week) / day);
