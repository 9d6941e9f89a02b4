// A pause of a membership that is paid for every month: its next payments are left out, as many as its supporter says, and then it
// goes on by itself. What is paid for counts to its end, and the time after it does not.
import { day, type Instant, monthsAfter } from './time.ts';

/** 0 ends a pause. Longer than three months is an end: a new membership may follow it. */
export const pauseMonths = [0, 1, 2, 3] as const;
export type PauseMonths = (typeof pauseMonths)[number];

interface Rhythm {
  /** On whose day and time every payment is due. */
  readonly anchor: Instant;
  /** When the next one is due. */
  readonly next: Instant;
}

/** A day before the first payment that is not left out, so that neither a late start of the month nor a late pause takes one more. */
export const pauseEnd = ({ anchor, next }: Rhythm, months: PauseMonths): Instant =>
  monthsAfter(anchor, countTo(anchor, next) + months) - day;

/** The first payment that is due then or later. */
export const paymentAfter = ({ anchor, next }: Rhythm, pauseEndsAt: Instant): Instant =>
  pauseEndsAt <= next ? next : monthsAfter(anchor, countTo(anchor, pauseEndsAt));

/** How many months after the anchor the first payment at or after an instant is. */
function countTo(anchor: Instant, instant: Instant): number {
  let count = Math.max(0, Math.floor((instant - anchor) / (31 * day)));
  while (monthsAfter(anchor, count) < instant) count += 1;
  return count;
}
