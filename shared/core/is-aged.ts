// Whether a part is too old to be held under its supporter's name: no standing can hang on it any more, so nothing is left
// to know of it but its amount. Every part ages, also one whose money never came and one that never ends.
import { hasEnded, isIdle } from './membership.ts';
import type { Part } from './supporter.ts';
import type { Instant } from './time.ts';

export function isAged(part: Part, before: Instant): boolean {
  const since = agesFrom(part);
  return since !== null && since < before;
}

/** A row that was stored before there was such a day: Stripe has to be asked once more. */
export function isOfUnknownAge(part: Part): boolean {
  if (part.kind === 'membership') return isIdle(part.status) && part.endsAt === null && part.idleSince === undefined;
  return part.confirmedAt === null && part.purpose.kind === 'gift' && part.begunOn === undefined;
}

/**
 * A payment ages from its confirmation; one that never was from the end of its period, or from the day of the gift. A
 * membership ages from its end; one that Stripe keeps without money from the last that came. Null while it goes on.
 */
function agesFrom(part: Part): Instant | null {
  if (part.kind === 'payment') {
    const { confirmedAt, purpose, begunOn = null } = part;
    return confirmedAt ?? (purpose.kind === 'period' ? purpose.periodEnd : begunOn);
  }
  const { status, endsAt, grantedUntil, idleSince = null } = part;
  const over = hasEnded(status) ? (endsAt ?? idleSince) : idleSince;
  return over === null ? null : Math.max(over, grantedUntil ?? 0);
}
