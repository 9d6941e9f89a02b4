// The end of a membership: at once, or planned for a moment to come and taken back again. With flexible billing the portal
// plans by `cancel_at` alone, the API's `cancel_at_period_end` shows in both fields.

import type { CancellationChange, SubscriptionCancel } from '../request/billing-parameters.ts';
import { schedule } from '../world/agenda.ts';
import { record } from '../world/record.ts';
import { refuse } from '../world/refusal.ts';
import { change, find } from '../world/rows.ts';
import type { Subscription } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { isLive, periodEnd, updateRow } from './subscription.ts';

type Reason = 'cancellation_requested' | 'payment_failed' | 'payment_disputed';

export function cancelSubscription(world: World, id: string, wanted: SubscriptionCancel = {}): Subscription {
  const subscription = find(world.subscriptions, id, 'subscription');
  if (!isLive(subscription))
    refuse(`No such subscription: '${id}'`, { code: 'resource_missing', param: 'id', status: 404 });
  return cancelNow(world, subscription, 'cancellation_requested', wanted.cancellation_details);
}

export function cancelNow(
  world: World,
  subscription: Subscription,
  reason: Reason,
  words: CancellationChange = {},
): Subscription {
  const now = secondsNow(world);
  const ended = change(world.subscriptions, subscription, {
    status: 'canceled',
    cancel_at_period_end: false,
    canceled_at: subscription.canceled_at ?? now,
    cancellation_details: { ...detailsWith(subscription, words), reason },
    ended_at: now,
  });
  stopCollecting(world, ended.id);
  record(world, 'customer.subscription.deleted', ended);
  return ended;
}

/** `how` says who plans it: the API marks the period end, the portal names the moment. */
export function planCancel(
  world: World,
  subscription: Subscription,
  how: { readonly atPeriodEnd: boolean; readonly at?: number; readonly words?: CancellationChange },
): Subscription {
  const at = how.at ?? periodEnd(subscription);
  if (at <= secondsNow(world)) refuse('`cancel_at` must be in the future.', { param: 'cancel_at' });
  schedule(world, 'cancel-at', subscription.id, at);
  return updateRow(world, subscription, {
    cancel_at: at,
    cancel_at_period_end: how.atPeriodEnd,
    canceled_at: secondsNow(world),
    cancellation_details: { ...detailsWith(subscription, how.words), reason: 'cancellation_requested' },
  });
}

export function takeBackCancel(world: World, subscription: Subscription): Subscription {
  return updateRow(world, subscription, {
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
  });
}

/** The planned moment has come, if it is still planned. */
export function cancelIfDue(world: World, id: string): boolean {
  const subscription = world.subscriptions.get(id);
  if (subscription === undefined || !isLive(subscription)) return false;
  if (subscription.cancel_at === null || subscription.cancel_at > secondsNow(world)) return false;
  cancelNow(world, subscription, 'cancellation_requested');
  return true;
}

// By default Stripe stops collecting every open invoice of a cancelled subscription.
function stopCollecting(world: World, subscription: string): void {
  for (const invoice of world.invoices.values()) {
    if (invoice.parent?.subscription_details?.subscription !== subscription) continue;
    if (invoice.status !== 'open' && invoice.status !== 'draft') continue;
    change(world.invoices, invoice, {
      auto_advance: false,
      next_payment_attempt: null,
      automatically_finalizes_at: null,
    });
  }
}

function detailsWith(subscription: Subscription, words: CancellationChange = {}) {
  const old = subscription.cancellation_details;
  return {
    comment: words.comment === undefined ? (old?.comment ?? null) : words.comment,
    feedback: words.feedback === undefined ? (old?.feedback ?? null) : words.feedback,
    feedback_option: null,
  };
}
