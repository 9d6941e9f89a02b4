// The two pauses of Stripe, which are easily confused: a paused subscription (status `paused`, no invoices at all) and a
// paused collection (status stays `active`, invoices are made but not collected).

import type { SubscriptionPause } from '../request/billing-parameters.ts';
import { schedule } from '../world/agenda.ts';
import { record } from '../world/record.ts';
import { refuse, unsimulated } from '../world/refusal.ts';
import { change, find, known } from '../world/rows.ts';
import type { Invoice, Subscription } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { finalizeInvoice } from './finalize-invoice.ts';
import { updateInvoice } from './invoice.ts';
import { updateRow } from './subscription.ts';
import { markUncollectible, voidInvoice } from './void-invoice.ts';

export function pauseSubscription(world: World, id: string, wanted: SubscriptionPause): Subscription {
  const subscription = find(world.subscriptions, id, 'subscription');
  if (subscription.billing_mode.type !== 'flexible')
    refuse('You can only pause subscriptions with flexible billing mode.', { code: 'subscription_cannot_be_paused' });
  if (subscription.status !== 'active') refuse(`A subscription that is ${subscription.status} cannot be paused.`);
  // By default Stripe credits the unused time, by a proration.
  if (wanted.bill_for?.unused_time_from?.type !== 'none')
    return unsimulated("prorations: pass bill_for: {unused_time_from: {type: 'none'}}", 'bill_for');
  return pause(world, subscription, 'pause_requested');
}

export const pauseForPayment = (world: World, subscription: Subscription): Subscription =>
  pause(world, subscription, 'final_payment_failure');

function pause(world: World, before: Subscription, type: 'pause_requested' | 'final_payment_failure'): Subscription {
  const paused = change(world.subscriptions, before, {
    status: 'paused',
    status_details: { paused: { subscription: { type }, transitioned_at: secondsNow(world), type: 'subscription' } },
  });
  record(world, 'customer.subscription.updated', paused, before);
  record(world, 'customer.subscription.paused', paused);
  return paused;
}

type Behavior = NonNullable<Subscription['pause_collection']>['behavior'];

/** What a paused collection does to a fresh draft. */
export function applyCollectionPause(world: World, draft: Invoice, behavior: Behavior): void {
  if (behavior === 'keep_as_draft') {
    updateInvoice(world, draft, { auto_advance: false, automatically_finalizes_at: null, next_payment_attempt: null });
    return;
  }
  const open = finalizeInvoice(world, draft);
  if (open.status !== 'open') return;
  if (behavior === 'void') voidInvoice(world, open.id);
  else markUncollectible(world, open.id, 'subscription_paused');
}

export function planResumeOfCollection(world: World, id: string, resumesAt: number | undefined): void {
  if (resumesAt === undefined) return;
  if (resumesAt <= secondsNow(world))
    refuse('resumes_at must be in the future.', { param: 'pause_collection[resumes_at]' });
  schedule(world, 'resume-collection', id, resumesAt);
}

export function resumeCollectionIfDue(world: World, id: string): void {
  const subscription = known(world.subscriptions, id);
  const at = subscription.pause_collection?.resumes_at;
  if (at != null && at <= secondsNow(world)) updateRow(world, subscription, { pause_collection: null });
}
