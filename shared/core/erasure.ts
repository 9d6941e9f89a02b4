// An erasure that was begun, and how far it came. Each place can be done again; only what comes before it is surely done.
import type { CustomerId } from './ids.ts';
import { commonBoundary, day, type Instant, roundedDown } from './time.ts';

/**
 * `memberships`: Stripe must ask for no more money. `ours`: the tombstone, addresses, parts. `customer`: Stripe's own.
 * `traces`: other browsers and checkouts that still name it, found by looking through the table. `redaction`: ours is
 * done, but what Stripe keeps of a deleted customer must be asked away there. `done`: known until Stripe has forgotten
 * its own events about it, so that none of them begins anew.
 */
export const erasureSteps = ['memberships', 'ours', 'customer', 'traces', 'redaction', 'done'] as const;
export type ErasureStep = (typeof erasureSteps)[number];

export interface Erasure {
  readonly customer: CustomerId;
  /** The beginning of that day (UTC). */
  readonly startedAt: Instant;
  readonly step: ErasureStep;
}
/** As it is stored: the day, which is all that the alarm about a late one needs. */
export const startOfErasure = (now: Instant): Instant => roundedDown(now, day);
/** Stripe lists events for 30 days. */
export const doneErasureMemory = 40 * day;
export const endOfDoneErasure = (now: Instant): Instant => commonBoundary(now, doneErasureMemory / day);
