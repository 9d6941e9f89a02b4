// Is this supporter to be left in peace now, until when, and why: a pure function of all parts, the time and the
// newsroom's policy. It follows money Stripe confirmed (or a grant in Stripe) and nothing else; it is never stored.
import { isLive, type Membership } from './membership.ts';
import { minimumOf, type Offer } from './offer.ts';
import { netMinor, type Payment } from './payment.ts';
import type { Supporter } from './supporter.ts';
import { day, type Instant } from './time.ts';

export interface StandingPolicy {
  /** How long a gift leaves its giver in peace. */
  readonly giftDays: number;
  /** How long a renewal that is pending or failed is waited for. */
  readonly graceDays: number;
  readonly offer: Offer;
}
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

export function standingOf(parts: Parts, now: Instant, policy: StandingPolicy): Standing {
  const claims = [
    ...parts.payments.flatMap((payment) => giftClaim(payment, policy)),
    ...parts.memberships.flatMap((membership) => membershipClaims(membership, parts.payments, now, policy)),
    ...orphanClaims(parts, policy),
  ].filter((claim) => claim.until > now);
  const [first, ...others] = claims;
  if (first === undefined) return noStanding;
  // Any one part suffices; where several do, the one that lasts longest is told.
  const longest = others.reduce((best, each) => (each.until > best.until ? each : best), first);
  return { supporter: true, ...longest };
}

function giftClaim(payment: Payment, policy: StandingPolicy): Claim[] {
  if (payment.purpose.kind !== 'gift' || payment.confirmedAt === null) return [];
  const least = minimumOf(policy.offer, 'once', payment.currency);
  if (netMinor(payment, 'withdrawn-until-lost') < Math.min(least, payment.amountMinor)) return [];
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
  const paidThrough = paidThroughOf(membership.id, payments, policy);
  if (paidThrough === null) return granted;
  const isGrace = paidThrough <= now && isLive(membership) && membership.status !== 'trialing';
  const paid: Claim = isGrace
    ? { until: paidThrough + policy.graceDays * day, reason: 'grace' }
    : { until: paidThrough, reason: 'membership' };
  return [...granted, paid];
}

/** Paid periods whose membership we do not hold (yet): what was paid for is honoured, without grace. */
function orphanClaims(parts: Parts, policy: StandingPolicy): Claim[] {
  const held = new Set(parts.memberships.map((each) => each.id));
  return parts.payments.flatMap((payment): Claim[] =>
    payment.purpose.kind === 'period' && !held.has(payment.purpose.membership) && isPaid(payment, policy)
      ? [{ until: payment.purpose.periodEnd, reason: 'membership' }]
      : [],
  );
}

/** The latest end among the periods whose money came and stayed; null before the first. */
export function paidThroughOf(
  membership: Membership['id'],
  payments: readonly Payment[],
  policy: StandingPolicy,
): Instant | null {
  const ends = payments.flatMap((payment) =>
    payment.purpose.kind === 'period' && payment.purpose.membership === membership && isPaid(payment, policy)
      ? [payment.purpose.periodEnd]
      : [],
  );
  return ends.length === 0 ? null : Math.max(...ends);
}

// A period partly returned counts while what is left is at least what the offer would have taken.
function isPaid(payment: Payment, policy: StandingPolicy): boolean {
  if (payment.status !== 'confirmed' || payment.purpose.kind !== 'period') return false;
  // Paid from credit: no money moved now, but it had moved before, and none of it was returned.
  if (payment.amountMinor === 0) return true;
  const least = minimumOf(policy.offer, payment.purpose.frequency, payment.currency);
  return netMinor(payment, 'withdrawn-until-lost') >= Math.min(least, payment.amountMinor);
}
