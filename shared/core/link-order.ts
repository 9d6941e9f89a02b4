// In which order a link names the supporters of an address. Anybody can type an address into a checkout of their own, so what
// was there first comes first: nothing that is added later can push a reader's membership off the end.
import { isLive } from './membership.ts';
import { standingOf } from './standing.ts';
import type { StandingPolicy } from './standing-policy.ts';
import type { Supporter } from './supporter.ts';
import type { Instant } from './time.ts';

/** Live memberships, then whoever else stands, then the rest; among equals who gave first. */
export function inLinkOrder(supporters: readonly Supporter[], now: Instant, policy: StandingPolicy): Supporter[] {
  const ranked = supporters.map((supporter) => ({ supporter, ...rankOf(supporter, now, policy) }));
  ranked.sort((one, other) => one.rank - other.rank || one.since - other.since);
  return ranked.map(({ supporter }) => supporter);
}

function rankOf(supporter: Supporter, now: Instant, policy: StandingPolicy) {
  const rank = supporter.memberships.some(isLive) ? 0 : standingOf(supporter, now, policy).supporter ? 1 : 2;
  const confirmed = supporter.payments.flatMap(({ confirmedAt }) => (confirmedAt === null ? [] : [confirmedAt]));
  // Without money that arrived it is nobody's first.
  return { rank, since: Math.min(...confirmed, Number.MAX_SAFE_INTEGER) };
}
