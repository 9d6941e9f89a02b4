// A subscription as it is now. Its period end says when Stripe will ask next, not what was paid: at a failed renewal it
// has moved already.
import { type MembershipId, parseCustomerId, parseMembershipId } from '../../core/ids.ts';
import { isIdle, type Membership, membershipStatuses } from '../../core/membership.ts';
import { parseCurrency } from '../../core/money.ts';
import { paymentAfter } from '../../core/pause.ts';
import { day, type Instant, instantOfSeconds, roundedDown } from '../../core/time.ts';
import type { MembershipTruth } from '../../ports/payments.ts';
import { listOf } from './answer-fields.ts';
import {
  invoiceAnswer,
  type SubscriptionAnswer,
  type SubscriptionItemAnswer,
  subscriptionAnswer,
  subscriptionItem,
} from './billing-answers.ts';
import type { StripeAccess } from './client.ts';
import { expands } from './expands.ts';
import { rhythmOf } from './interval.ts';
import { readGrant, readMarker } from './marker.ts';
import { periodOf } from './period.ts';
import { read } from './read-answer.ts';
import { linesOf } from './read-invoices.ts';
import { allOf, readPages } from './read-pages.ts';

export async function readMembership(access: StripeAccess, id: MembershipId): Promise<MembershipTruth> {
  const stripe = await access.client();
  const subscription = read(
    subscriptionAnswer,
    await stripe.subscriptions.retrieve(id, { expand: expands.membership }),
    access.mode,
  );
  return membershipTruthOf(access, subscription);
}

/** The customer must be expanded: only so it shows whether it was deleted. */
export async function membershipTruthOf(
  access: StripeAccess,
  subscription: SubscriptionAnswer,
): Promise<MembershipTruth> {
  const stripe = await access.client();
  const marker = readMarker(access.installation, subscription.metadata);
  const { id, items } = subscription;
  const all = await allOf(items, () =>
    readPages(access, subscriptionItem, (range) => stripe.subscriptionItems.list({ subscription: id, ...range })),
  );
  const membership = membershipOf(subscription, all);
  if (membership === null && marker !== null) throw new Error('a marked subscription is none that we can hold');
  return {
    membership: await withIdleness(access, membership, subscription),
    marker,
    isOwnerGone: subscription.customer.isGone,
  };
}

/** Stripe says of no membership since when nobody pays for it: its newest paid invoice does. */
async function withIdleness(
  access: StripeAccess,
  membership: Membership | null,
  { ended_at: endedAt, start_date: startDate }: SubscriptionAnswer,
): Promise<Membership | null> {
  if (membership === null || !isIdle(membership.status) || endedAt !== null) return membership;
  const start = instantOfSeconds(startDate);
  // One that never began has no paid invoice.
  const lastPaid = membership.status.startsWith('incomplete') ? start : await lastPaidOf(access, membership.id);
  return { ...membership, idleSince: roundedDown(Math.max(start, lastPaid), day) };
}

async function lastPaidOf(access: StripeAccess, subscription: MembershipId): Promise<Instant> {
  const stripe = await access.client();
  const newest = await stripe.invoices.list({ subscription, status: 'paid', limit: 1 });
  const [invoice] = read(listOf(invoiceAnswer), newest, access.mode).data;
  const paidAt = invoice?.status_transitions.paid_at ?? null;
  if (invoice === undefined || paidAt === null) return 0;
  const confirmedAt = instantOfSeconds(paidAt);
  return Math.max(confirmedAt, periodOf(invoice, await linesOf(access, invoice), confirmedAt)?.periodEnd ?? 0);
}

function membershipOf(subscription: SubscriptionAnswer, items: readonly SubscriptionItemAnswer[]): Membership | null {
  const [item, id] = [items[0], parseMembershipId(subscription.id)];
  const isPaused = subscription.status === 'active' && subscription.pause_collection != null;
  const status = membershipStatuses.find((each) => each === (isPaused ? 'paused' : subscription.status));
  // Old accounts let other apps choose ids: such a one is none of ours.
  const customer = parseCustomerId(subscription.customer.id);
  const currency = parseCurrency(item?.price.currency ?? '');
  if (item === undefined || id === null || status === undefined || currency === null || customer === null) return null;
  const periodEnd = instantOfSeconds(Math.max(...items.map((each) => each.current_period_end)));
  const endsAt = endOf(subscription, periodEnd);
  // Of several items the first names the rhythm.
  const { frequency, periods } = rhythmOf(item.price.recurring ?? { interval: 'month' });
  const chargedMinor = items.reduce((sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * (quantity ?? 1), 0);
  return {
    kind: 'membership',
    id,
    customer,
    frequency,
    amountMinor: Math.round(chargedMinor / periods),
    currency,
    status,
    // With an end years away it is asked for until then.
    renewsAt: endsAt === null || endsAt > periodEnd ? nextPayment(subscription, periodEnd) : null,
    endsAt,
    grantedUntil: readGrant(subscription.metadata),
  };
}

/** Of a pause that does not end by itself, and of Stripe's other one, there is none. */
function nextPayment(
  { status, pause_collection: pause, billing_cycle_anchor: anchor }: SubscriptionAnswer,
  periodEnd: Instant,
): Instant | null {
  if (status !== 'active' || pause == null) return status === 'paused' ? null : periodEnd;
  if (pause.resumes_at == null) return null;
  return paymentAfter({ anchor: instantOfSeconds(anchor), next: periodEnd }, instantOfSeconds(pause.resumes_at));
}

// The portal sets `cancel_at`, the API and the dashboard `cancel_at_period_end`; either means it will not go on.
function endOf(subscription: SubscriptionAnswer, periodEnd: Instant): Instant | null {
  if (subscription.ended_at !== null) return instantOfSeconds(subscription.ended_at);
  if (subscription.cancel_at !== null) return instantOfSeconds(subscription.cancel_at);
  return subscription.cancel_at_period_end ? periodEnd : null;
}
