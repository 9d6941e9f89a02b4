// Whether a part is too old to be held under its supporter's name: no standing can hang on it any more, so nothing is left
// to know of it but its amount.
import { hasEnded } from './membership.ts';
import type { Part } from './supporter.ts';
import type { Instant } from './time.ts';

/** A payment ages from its confirmation, one that never was from the end of its period; a membership from its end. */
export function isAged(part: Part, before: Instant): boolean {
  if (part.kind === 'membership') {
    const { status, endsAt, grantedUntil } = part;
    return hasEnded(status) && endsAt !== null && Math.max(endsAt, grantedUntil ?? 0) < before;
  }
  const { confirmedAt, purpose, status } = part;
  const age = confirmedAt ?? (purpose.kind === 'period' && status === 'failed' ? purpose.periodEnd : null);
  return age !== null && age < before;
}
