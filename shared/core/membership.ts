// A recurring contribution as Stripe has it. What was paid for it stands in its payments, not here: at a failed
// renewal Stripe's own period end has already moved, so a membership alone never says until when it stands.
import type { CustomerId, MembershipId } from './ids.ts';
import type { Money } from './money.ts';
import type { Instant } from './time.ts';

export const membershipStatuses = [
  'active',
  'trialing',
  'past_due',
  'unpaid',
  'canceled',
  'incomplete',
  'incomplete_expired',
  'paused',
] as const;
export type MembershipStatus = (typeof membershipStatuses)[number];

export interface Membership extends Money {
  readonly kind: 'membership';
  readonly id: MembershipId;
  readonly customer: CustomerId;
  readonly frequency: 'monthly' | 'annual';
  readonly status: MembershipStatus;
  /** When Stripe will ask for money next, for showing to its supporter; says nothing about standing. */
  readonly renewsAt: Instant | null;
  /** When it ends or ended, whichever way that was asked for (`cancel_at`, `cancel_at_period_end`, at once); null while it goes on. */
  readonly endsAt: Instant | null;
  /** Staff let it stand until then without money (`mainstay_grant` in the subscription's metadata). */
  readonly grantedUntil: Instant | null;
  /**
   * Only of one that Stripe keeps though no money comes any more (`idle`): the day of the last that came, or on which its
   * period ended; else of its start.
   */
  readonly idleSince?: Instant | undefined;
}

/** Stripe may keep these for ever, without an end and without money. */
export const isIdle = (status: string): boolean =>
  ['past_due', 'unpaid', 'paused', 'incomplete', 'incomplete_expired'].includes(status);

/** After these Stripe asks for no more money and nothing more comes. */
export const hasEnded = (status: string): boolean => status === 'canceled' || status === 'incomplete_expired';

/** A membership that means to go on, so its next payment may be waited for. */
export const isLive = (membership: Membership): boolean =>
  membership.endsAt === null && ['active', 'trialing', 'past_due'].includes(membership.status);

/**
 * Nothing is charged for it now, and nothing comes by itself, or not before its pause ends. Its supporter may end it at once, or
 * put a new one in its place.
 */
export const isResting = ({ status, endsAt }: Membership): boolean =>
  endsAt === null && (status === 'paused' || status === 'unpaid');

/** A year that is skipped would not be a pause; and what is behind with its payments must not rest on them. */
export const isPausable = ({ status, frequency, endsAt }: Membership): boolean =>
  endsAt === null && frequency === 'monthly' && (status === 'active' || status === 'paused');

/** It should have renewed or ended before `due`, and by what we hold it did neither: we missed its event. */
export const isOverdue = ({ status, renewsAt, endsAt }: Membership, due: Instant): boolean =>
  !hasEnded(status) && ((renewsAt !== null && renewsAt < due) || (endsAt !== null && endsAt < due));
