// One browser that may act for supporters: an opaque token in an HttpOnly cookie, of which only the hash is stored.
import type { CustomerId, Hash } from './ids.ts';
import { commonBoundary, day, type Instant, minute, roundedDown, week } from './time.ts';

export interface Device {
  readonly hash: Hash;
  readonly holdings: readonly Holding[];
  readonly forgetAt: Instant;
  /** What this browser was before. It is forgotten when this one is seen: an answer may be lost, and with it this device. */
  readonly former?: Hash | undefined;
}
export interface Holding {
  readonly customer: CustomerId;
  /** The supporter's when this browser came to act for it. Once the supporter has another, this browser acts for it no longer. */
  readonly generation: number;
  /** By a mailed link alone: this browser did not open the checkout. What either allows stands in `rights.ts`. */
  readonly isBorrowed: boolean;
  /**
   * Until then a mailed link counts as fresh, and this browser may open what shows this supporter's name; a seized or shared
   * one must not. A claim never sets it. Of each supporter for itself: a link to one's own address opens nobody else's.
   */
  readonly freshUntil: Instant;
}
/** Browsers keep a cookie 400 days at most (RFC 6265bis §5.5), so a device is remembered as long. */
export const deviceLife = 400 * day;
/** One browser acts for this many supporters at most: each request for a pass reads them all. */
export const mostHoldings = 100;
/** A common boundary at most `deviceLife` away: a stolen table must not say on which day a browser was last here. */
export const endOfDevice = (now: Instant): Instant => commonBoundary(now, (deviceLife - week) / day);
/** Of one that another took the place of: a Monday, at most eight days away. */
export const endOfFormer = (now: Instant): Instant => commonBoundary(now, 1);
/** Whole minutes, rounded down, so that a link never counts as fresh for longer than it should. */
export const endOfFreshness = (now: Instant, minutes: number): Instant => roundedDown(now + minutes * minute, minute);
/** Freshness that is over says only when somebody was here; the night forgets it. */
export const withoutStaleness = (holdings: readonly Holding[], now: Instant): readonly Holding[] =>
  holdings.map((each) => (each.freshUntil <= now ? { ...each, freshUntil: 0 } : each));

/**
 * The same device acting for one more supporter; a supporter it already holds is held anew. Beyond the most, the oldest that a
 * link brought gives way before anything that this browser opened itself: strangers can type an address, and add to its link.
 */
export function holdAlso(holdings: readonly Holding[], added: Holding): Holding[] {
  const others = holdings.filter((each) => each.customer !== added.customer);
  if (others.length < mostHoldings) return [...others, added];
  const leaving = others.find((each) => each.isBorrowed) ?? others[0];
  return [...others.filter((each) => each !== leaving), added];
}
