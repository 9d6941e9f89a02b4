// What the tests of standing stand on: an offer, a policy, and the months of one membership.
import { settings } from '#settings';
import type { Membership } from '../../shared/core/membership.ts';
import type { Offer } from '../../shared/core/offer.ts';
import type { Payment } from '../../shared/core/payment.ts';
import { type Standing, standingOf } from '../../shared/core/standing.ts';
import type { StandingPolicy } from '../../shared/core/standing-policy.ts';
import { day, type Instant } from '../../shared/core/time.ts';
import { currencyOf, membershipId, paymentId, periodPayment, someday } from '../support/builders.ts';

const range = (minimumMinor: number) => ({ suggestedMinor: [minimumMinor], minimumMinor, maximumMinor: 1_000_000 });
const offer: Offer = {
  currencies: [
    { currency: currencyOf('usd'), amounts: { once: range(300), monthly: range(200), annual: range(2000) } },
    { currency: currencyOf('jpy'), amounts: { once: range(300), monthly: range(300), annual: range(3000) } },
  ],
};
/** The newsroom's own table: what is tested is what is deployed. */
export const policy: StandingPolicy = { ...settings.standing, offer };

export const days = (count: number): Instant => someday + count * day;
/** The money of one period of a membership that ends so many days after `someday`. */
export const paidUntil = (endDays: number, overrides: Partial<Payment> = {}, membership = membershipId()): Payment =>
  periodPayment({
    id: paymentId(`until${endDays < 0 ? 'minus' : ''}${Math.abs(endDays)}`),
    confirmedAt: days(endDays - 30),
    purpose: { kind: 'period', membership, frequency: 'monthly', periodEnd: days(endDays) },
    ...overrides,
  });

export interface Held {
  readonly memberships?: readonly Membership[];
  readonly payments?: readonly Payment[];
}
export const standing = (
  { memberships = [], payments = [] }: Held,
  now: Instant = someday,
  by: StandingPolicy = policy,
): Standing => standingOf({ memberships, payments }, now, by);

export const quietUntil = (until: Instant, reason: string) => ({ supporter: true, until, reason });
export const none = { supporter: false, until: null, reason: 'none' };
