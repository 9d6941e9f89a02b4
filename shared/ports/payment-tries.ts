// How many tries to pay were made lately, and how many of them were declined: two numbers of the whole newsroom, of nobody
// in particular. A redelivered event may count twice, and an answer may be half a minute old: it is a threshold.
import type { PaymentTries } from '../core/card-testing.ts';
import type { Instant } from '../core/time.ts';

export interface PaymentTryCounter {
  count(outcome: 'declined' | 'succeeded', now: Instant): Promise<void>;
  /** Of this window of ten minutes, and of the one before it. */
  lately(now: Instant): Promise<readonly PaymentTries[]>;
}
