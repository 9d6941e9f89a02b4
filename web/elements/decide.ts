// May a banner ask this reader now, and is there anything to renew? Pure, so that every case is a line in a table of
// tests. It never asks for a call without a pass cookie, and never more than one.
import { parsePass } from '../../shared/core/pass.ts';
import type { Instant } from '../../shared/core/time.ts';

export interface Circumstances {
  readonly now: Instant;
  /** What the pass cookie holds; null where there is none. */
  readonly passCookie: string | null;
  /** The newsroom marked this page: whoever reads of a death is not asked for money. */
  readonly isNotHere: boolean;
  /** The reader asked to be reminded then, so nobody asks before. */
  readonly remindedUntil: Instant | null;
  /** The reader said that they support us already, in another browser perhaps: nobody asks them until then. */
  readonly supportingUntil: Instant | null;
  /** The reader closed the banner; it rests until then. */
  readonly dismissedUntil: Instant | null;
  /** How many page views of this month asked already. */
  readonly asksThisMonth: number;
  /** How many may; null for any number. */
  readonly asksPerMonth: number | null;
}
export type Reason =
  | 'pass'
  | 'stale-pass'
  | 'said-so'
  | 'pending'
  | 'not-here'
  | 'reminded'
  | 'dismissed'
  | 'month-full'
  | 'no-pass';
export interface Decision {
  readonly show: boolean;
  readonly reason: Reason;
  /** One call in the background, after the page is there. */
  readonly renew: boolean;
}

export function decide(circumstances: Circumstances): Decision {
  const { now, passCookie, isNotHere, supportingUntil, remindedUntil, dismissedUntil } = circumstances;
  const { asksThisMonth, asksPerMonth } = circumstances;
  const pass = passCookie === null ? null : parsePass(passCookie);
  // A stale pass says "this browser is a supporter's device": a quiet page now, and a new pass for the next view.
  const renew = pass !== null && pass.expiresAt <= now;
  if (pass?.tier === 'supporter') return { show: false, reason: renew ? 'stale-pass' : 'pass', renew };
  if (isNotHere) return { show: false, reason: 'not-here', renew };
  if (supportingUntil !== null && supportingUntil > now) return { show: false, reason: 'said-so', renew };
  // Money is on its way: what can be closed rests until a day on which it should have come.
  const isPending = pass?.tier === 'pending';
  if (isPending && !renew) return { show: false, reason: 'pending', renew };
  if (remindedUntil !== null && remindedUntil > now) return { show: false, reason: 'reminded', renew };
  if (dismissedUntil !== null && dismissedUntil > now) return { show: false, reason: 'dismissed', renew };
  if (asksPerMonth !== null && asksThisMonth >= asksPerMonth) return { show: false, reason: 'month-full', renew };
  return { show: true, reason: isPending ? 'pending' : 'no-pass', renew };
}

/** A page is quiet for supporters only, and who says to be one: no banner, no box. A closed banner only rests. */
export const leavesQuiet = ({ reason }: Decision): boolean => ['pass', 'stale-pass', 'said-so'].includes(reason);
