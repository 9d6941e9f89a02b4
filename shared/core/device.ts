// One browser that may act for supporters: an opaque token in an HttpOnly cookie, of which only the hash is stored.
import type { CustomerId, Hash } from './ids.ts';
import { day, type Instant } from './time.ts';

export interface Device {
  readonly hash: Hash;
  readonly holdings: readonly Holding[];
  /** Until then it may open what shows a name: a seized or shared browser must not. */
  readonly freshUntil: Instant;
  readonly forgetAt: Instant;
}
export interface Holding {
  readonly customer: CustomerId;
  readonly since: Instant;
  /** By a mailed link instead of a claim: it gives standing and, fresh, a portal; nothing it does shows to who claimed. */
  readonly isBorrowed?: boolean;
}
/** Browsers keep a cookie 400 days at most (RFC 6265bis §5.5), so a device is remembered as long. */
export const deviceLife = 400 * day;
/** One browser acts for this many supporters at most; the oldest give way. */
export const mostHoldings = 20;

/** The same device acting for one more supporter; one it already holds is held anew, but what was claimed is not borrowed over. */
export function holdAlso(holdings: readonly Holding[], added: Holding): Holding[] {
  const isClaimed = holdings.some((each) => each.customer === added.customer && each.isBorrowed !== true);
  if (isClaimed && added.isBorrowed === true) return [...holdings];
  return [...holdings.filter((each) => each.customer !== added.customer), added].slice(-mostHoldings);
}

/** The same device without what it only borrowed: what it may see whole, change and erase. */
export const withoutBorrowed = (device: Device): Device => ({
  ...device,
  holdings: device.holdings.filter((each) => each.isBorrowed !== true),
});
