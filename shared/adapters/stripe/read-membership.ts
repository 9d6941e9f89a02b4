// A subscription as it is now. Its period end says when Stripe will ask next, not what was paid: at a failed renewal it
// has moved already.
import { known, type MembershipId, parseCustomerId, parseMembershipId } from '../../core/ids.ts';
import { type Membership, membershipStatuses } from '../../core/membership.ts';
import { parseCurrency } from '../../core/money.ts';
import { type Instant, instantOfSeconds } from '../../core/time.ts';
import type { MembershipTruth } from '../../ports/payments.ts';
import { type SubscriptionAnswer, subscriptionAnswer } from './billing-answers.ts';
import type { StripeAccess } from './client.ts';
import { readGrant, readMarker } from './marker.ts';
import { read } from './read-answer.ts';

export async function readMembership(access: StripeAccess, id: MembershipId): Promise<MembershipTruth> {
  const stripe = await access.client();
  const subscription = read(
    subscriptionAnswer,
    await stripe.subscriptions.retrieve(id, { expand: ['customer'] }),
    access.mode,
  );
  const marker = readMarker(subscription.metadata);
  const membership = membershipOf(subscription);
  if (membership === null && marker !== null) throw new Error('a marked subscription is none that we can hold');
  return { membership, marker, isOwnerGone: subscription.customer.isGone };
}

function membershipOf(subscription: SubscriptionAnswer): Membership | null {
  const [item] = subscription.items.data;
  const status = membershipStatuses.find((each) => each === subscription.status);
  // Old accounts let other apps choose the ids of their customers: such a one is none of ours.
  const customer = parseCustomerId(subscription.customer.id);
  const currency = parseCurrency(item?.price.currency ?? '');
  if (item === undefined || status === undefined || currency === null || customer === null) return null;
  const periodEnd = instantOfSeconds(Math.max(...subscription.items.data.map((each) => each.current_period_end)));
  const endsAt = endOf(subscription, periodEnd);
  return {
    kind: 'membership',
    id: known(parseMembershipId(subscription.id)),
    customer,
    frequency: item.price.recurring?.interval === 'year' ? 'annual' : 'monthly',
    amountMinor: (item.price.unit_amount ?? 0) * (item.quantity ?? 1),
    currency,
    status,
    renewsAt: endsAt === null ? periodEnd : null,
    endsAt,
    grantedUntil: readGrant(subscription.metadata),
  };
}

// The portal sets `cancel_at`, the API and the dashboard `cancel_at_period_end`; either means it will not go on.
function endOf(subscription: SubscriptionAnswer, periodEnd: Instant): Instant | null {
  if (subscription.ended_at !== null) return instantOfSeconds(subscription.ended_at);
  if (subscription.cancel_at !== null) return instantOfSeconds(subscription.cancel_at);
  return subscription.cancel_at_period_end ? periodEnd : null;
}
