// What we remember of checkouts and of the attempts that opened them. An adapter never answers what is past its
// `forgetAt`, and lets exactly one of several equal attempts begin.
import type { Checkout } from '../core/checkout.ts';
import type { CheckoutId, CustomerId, Hash } from '../core/ids.ts';
import type { Instant } from '../core/time.ts';

/** One press of the button, however often the network repeats it. */
export interface Attempt {
  /** Hash of the caller's idempotency key. */
  readonly key: Hash;
  readonly checkout: CheckoutId;
  /** Hash of what was asked for: the same key with another is a conflict. */
  readonly requested: Hash;
  readonly startedAt: Instant;
  /** Counted up when Stripe recorded a failure under our key, so that the next try is a new request to Stripe. */
  readonly tries: number;
  readonly forgetAt: Instant;
}

export interface CheckoutStore {
  /** Begins the attempt, or answers the one that already began under this key. */
  begin(attempt: Attempt): Promise<Attempt>;
  /** Puts `next` in the place of `attempt`; false when another caller was first. */
  replace(attempt: Attempt, next: Attempt): Promise<boolean>;
  /** Remembers an opened checkout. Of one remembered before only `claims` change: the new ones are added to it. */
  remember(checkout: Checkout): Promise<void>;
  read(checkout: CheckoutId, now: Instant): Promise<Checkout | null>;
  /**
   * Marks it complete and prolongs the memory; a checkout we do not remember stays unknown. Answers the checkout to the
   * one call that was the first, so that what happens once per checkout happens once; null to every other.
   */
  complete(checkout: CheckoutId, customer: CustomerId, forgetAt: Instant): Promise<Checkout | null>;
  /** Counts one message that the claim alone sends; false, and nothing counted, once there were `mostLinks`. */
  takeLink(checkout: CheckoutId): Promise<boolean>;
}
