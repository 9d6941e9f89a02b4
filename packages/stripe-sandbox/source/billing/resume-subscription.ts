// Resuming a paused subscription: by default a new cycle begins now and its invoice is attempted in the same request; an
// unchanged cycle goes on without one.

import type { SubscriptionResume } from '../request/billing-parameters.ts';
import { schedule } from '../world/agenda.ts';
import { record } from '../world/record.ts';
import { refuse, unsimulated } from '../world/refusal.ts';
import { change, find, known } from '../world/rows.ts';
import type { Subscription } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { activate } from './activate-subscription.ts';
import { collectInvoice } from './collect-invoice.ts';
import { finalizeInvoice } from './finalize-invoice.ts';
import { draftInvoice, subscriptionOf } from './invoice.ts';
import { updateRow, withPeriod } from './subscription.ts';
import { voidInvoice } from './void-invoice.ts';

const resumeHours = 23;

export function resumeSubscription(world: World, id: string, wanted: SubscriptionResume): Subscription {
  const subscription = find(world.subscriptions, id, 'subscription');
  if (subscription.status !== 'paused') refuse('Only paused subscriptions can be resumed.');
  if (wanted.billing_cycle_anchor?.type !== 'unchanged') return resumeFromNow(world, subscription, wanted);
  if (wanted.proration_behavior !== 'none')
    return unsimulated("prorations: pass proration_behavior: 'none'", 'proration_behavior');
  const ended = (subscription.items.data[0]?.current_period_end ?? 0) <= secondsNow(world);
  const items = ended ? currentPeriod(world, subscription) : subscription.items;
  return activate(world, change(world.subscriptions, subscription, { items }), subscription);
}

function resumeFromNow(world: World, before: Subscription, wanted: SubscriptionResume): Subscription {
  const now = secondsNow(world);
  const items = withPeriod(world, before, now, now);
  const moved = change(world.subscriptions, before, { billing_cycle_anchor: now, items });
  const draft = draftInvoice(world, moved, {
    reason: 'subscription_update',
    period: { start: now, end: now },
    finalizesAt: now,
  });
  const waiting = updateRow(world, moved, { latest_invoice: draft.id });
  record(world, 'invoice.created', draft);
  const open = finalizeInvoice(world, draft);
  const byAttempt = wanted.payment_behavior !== 'resume_on_payment_success';
  if (byAttempt) activate(world, waiting, before);
  if (open.status === 'open') collectInvoice(world, open);
  const after = known(world.subscriptions, before.id);
  if (after.status === 'paused') schedule(world, 'give-up-resuming', open.id, now + resumeHours * 3600);
  return after;
}

/** Nobody paid the resumption invoice in time: it is void and the subscription stays paused. */
export function giveUpResuming(world: World, invoiceId: string): void {
  const invoice = known(world.invoices, invoiceId);
  const subscription = world.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (invoice.status === 'open' && subscription?.status === 'paused') voidInvoice(world, invoiceId);
}

function currentPeriod(world: World, subscription: Subscription): Subscription['items'] {
  let items = subscription.items;
  let end = items.data[0]?.current_period_end ?? secondsNow(world);
  while (end <= secondsNow(world)) {
    items = withPeriod(world, { ...subscription, items }, end, subscription.billing_cycle_anchor);
    end = items.data[0]?.current_period_end ?? Number.POSITIVE_INFINITY;
  }
  return items;
}
