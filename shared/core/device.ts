// One browser that may act for supporters: an opaque token in an HttpOnly cookie, of which only the hash is stored.
import type { CustomerId, Hash } from './ids.ts';
import { day, type Instant } from './time.ts';

export interface Device {
  readonly hash: Hash;
  readonly holdings: readonly Holding[];
  readonly forgetAt: Instant;
}
export interface Holding {
  readonly customer: CustomerId;
  readonly since: Instant;
  /**
   * By a mailed link, not by a claim: it gives standing and, fresh, a portal. An address typed into a checkout proves
   * nothing, so nothing this browser does may show to whoever claimed the same supporter.
   */
  readonly isBorrowed: boolean;
  /**
   * Until then this browser may open what shows this supporter's name; a seized or shared one must not. Of each supporter
   * for itself: whoever holds the browser could give two dollars of their own, and must not see another's name for it.
   */
  readonly freshUntil: Instant;
}
/** Browsers keep a cookie 400 days at most (RFC 6265bis §5.5), so a device is remembered as long. */
export const deviceLife = 400 * day;
/** One browser acts for this many supporters at most; the oldest give way. */
export const mostHoldings = 20;

/** The same device acting for one more supporter; a supporter it already holds is held anew. */
export function holdAlso(holdings: readonly Holding[], added: Holding): Holding[] {
  return [...holdings.filter((each) => each.customer !== added.customer), added].slice(-mostHoldings);
}
