// How often something was tried. The adapter stores a keyed hash of the subject under a random salt of the day that is
// deleted with it, so that yesterday's counts name nobody even to who holds today's keys.
import type { Instant } from '../core/time.ts';

export interface AttemptLimit {
  /** What is counted ("checkouts-by-origin"); a name of ours, never a subject. */
  readonly name: string;
  readonly most: number;
  readonly windowSeconds: number;
}
export interface AttemptLimiter {
  /** Counts one attempt of `subject` (a network address or the like, never stored). Null when it is within the limit, else seconds to wait. */
  count(limit: AttemptLimit, subject: string, now: Instant): Promise<number | null>;
}
