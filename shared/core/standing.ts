// Whether this supporter sees no banners now, until when, and why: a pure function of all parts, the time and the
// newsroom's policy. It follows money Stripe confirmed (or a grant in Stripe) and nothing else; it is never stored.
import type { Membership } from './membership.ts';
import { boughtPeriods, dueMoneyOf, isPaid, paidThroughOf, periodsOf } from './paid-through.ts';
import type { Payment } from './payment.ts';
import type { StandingPolicy } from './standing-policy.ts';
import type { Supporter } from './supporter.ts';
import { day, type Instant } from './time.ts';

export type StandingReason = 'membership' | 'gift' | 'grace' | 'granted';
export type Standing =
  | { readonly supporter: true; readonly until: Instant; readonly reason: StandingReason }
  | { readonly supporter: false; readonly until: null; readonly reason: 'none' };
export const noStanding: Standing = { supporter: false, until: null, reason: 'none' };

type Parts = Pick<Supporter, 'memberships' | 'payments'>;
interface Claim {
  readonly until: Instant;
  readonly reason: StandingReason;
}

/** Of all that a browser acts for, what lasts longest. */
export const standingOfAll = (all: readonly Parts[], now: Instant, policy: StandingPolicy): Standing =>
  all
    .map((each) => standingOf(each, now, policy))
    .reduce((best, each) => ((each.until ?? 0) > (best.until ?? 0) ? each : best), noStanding);

export function standingOf(parts: Parts, now: Instant, policy: StandingPolicy): Standing {
  const claims = [
    ...parts.payments.flatMap((payment) => giftClaim(payment, policy)),
    ...parts.memberships.flatMap((membership) => membershipClaims(membership, parts.payments, now, policy)),
    ...orphanClaims(parts, policy),
  ].filter((claim) => claim.until > now);
  const [first, ...others] = claims;
  if (first === undefined) return noStanding;
  // Any one part suffices; of several, the one that lasts longest is the answer.
  const longest = others.reduce((best, each) => (each.until > best.until ? each : best), first);
  return { supporter: true, ...longest };
}

function giftClaim(payment: Payment, policy: StandingPolicy): Claim[] {
  if (payment.purpose.kind !== 'gift' || payment.confirmedAt === null || !isPaid(payment, policy)) return [];
  return [{ until: payment.confirmedAt + policy.giftDays * day, reason: 'gift' }];
}

function membershipClaims(
  membership: Membership,
  payments: readonly Payment[],
  now: Instant,
  policy: StandingPolicy,
): Claim[] {
  const granted: Claim[] =
    membership.grantedUntil === null ? [] : [{ until: membership.grantedUntil, reason: 'granted' }];
  const periods = periodsOf(payments, membership.id);
  const paidThrough = paidThroughOf(periods, policy);
  if (paidThrough === null) return granted;
  if (paidThrough > now) return [...granted, { until: paidThrough, reason: 'membership' }];
  // Whoever cancelled is not waited for, from the moment it is known and not only from the last day. With an end beyond
  // the next period it is: there its money is still asked for.
  const endsNext = membership.endsAt !== null && membership.endsAt <= paidThrough + longestPeriod[membership.frequency];
  const status = endsNext ? 'canceled' : membership.status;
  const graceDays = policy.graceDays[status][dueMoneyOf(periods, paidThrough)];
  return [...granted, { until: paidThrough + graceDays * day, reason: 'grace' }];
}

const longestPeriod = { monthly: 31 * day, annual: 366 * day } as const;

/** Paid periods whose membership we do not hold (yet): what was paid for is honoured, without grace. */
function orphanClaims(parts: Parts, policy: StandingPolicy): Claim[] {
  const held = new Set(parts.memberships.map((each) => each.id));
  return boughtPeriods(parts.payments).flatMap((payment): Claim[] =>
    !held.has(payment.purpose.membership) && isPaid(payment, policy)
      ? [{ until: payment.purpose.periodEnd, reason: 'membership' }]
      : [],
  );
}
