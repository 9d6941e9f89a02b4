// What follows a failed attempt: the membership is past due and the invoice is tried again on the account's retry days;
// after the last retry the account's own rule decides what becomes of the membership. The invoice stays open.
import { schedule } from '../world/agenda.ts';
import { change, known } from '../world/rows.ts';
import type { Invoice, Subscription } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { cancelNow } from './cancel-subscription.ts';
import { subscriptionOf } from './invoice.ts';
import { pauseForPayment } from './pause-subscription.ts';
import { isLive, updateRow } from './subscription.ts';

const daySeconds = 86_400;

export interface Planned {
  readonly invoice: Invoice;
  /** Applied after the failure is announced. */
  consequence(): void;
}

export function planNextAttempt(world: World, failed: Invoice): Planned {
  const subscription = world.subscriptions.get(subscriptionOf(failed) ?? '');
  const collects = failed.auto_advance === true && subscription !== undefined && isLive(subscription);
  const next = collects ? nextRetry(world, failed) : undefined;
  if (next !== undefined) schedule(world, 'collect-invoice', failed.id, next);
  const invoice = change(world.invoices, failed, {
    next_payment_attempt: next ?? null,
    auto_advance: next !== undefined,
  });
  return {
    invoice,
    consequence() {
      if (subscription === undefined) return;
      // An older invoice says nothing about a membership whose newer one was paid.
      const speaks = subscription.latest_invoice === failed.id || subscription.status === 'past_due';
      if (collects && next === undefined && speaks) afterLastRetry(world, subscription);
      else if (subscription.latest_invoice === failed.id) fallBehind(world, subscription);
    },
  };
}

function fallBehind(world: World, subscription: Subscription): void {
  if (subscription.status === 'active') updateRow(world, subscription, { status: 'past_due' });
}

/** Counted from the finalisation, where the first attempt belongs; undefined after the last. */
function nextRetry(world: World, invoice: Invoice): number | undefined {
  const day = world.settings.retryDays[invoice.attempt_count - 1];
  if (day === undefined) return undefined;
  const first = invoice.status_transitions.finalized_at ?? invoice.created;
  return Math.max(first + day * daySeconds, secondsNow(world) + 1);
}

function afterLastRetry(world: World, before: Subscription): void {
  fallBehind(world, before);
  const subscription = known(world.subscriptions, before.id);
  const rule = world.settings.afterLastRetry;
  if (rule === 'cancel') cancelNow(world, subscription, 'payment_failed');
  if (rule === 'unpaid') updateRow(world, subscription, { status: 'unpaid' });
  if (rule === 'pause') pauseForPayment(world, subscription);
}
