// The end of a billing period: a planned cancel takes effect, or the period moves on at once, before a cent of the new one
// is paid, and a draft invoice follows that is finalised and collected an hour later.
import { schedule } from '../world/agenda.ts';
import { record } from '../world/record.ts';
import { known } from '../world/rows.ts';
import type { Invoice, Subscription } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { cancelIfDue } from './cancel-subscription.ts';
import { collectInvoice } from './collect-invoice.ts';
import { finalizeInvoice } from './finalize-invoice.ts';
import { draftInvoice } from './invoice.ts';
import { applyCollectionPause } from './pause-subscription.ts';
import { periodEnd, updateRow, withPeriod } from './subscription.ts';

const draftSeconds = 3600;
const renews: readonly string[] = ['active', 'past_due', 'unpaid', 'trialing'];

export function endPeriod(world: World, id: string): void {
  const subscription = known(world.subscriptions, id);
  const end = periodEnd(subscription);
  if (!renews.includes(subscription.status) || end > secondsNow(world)) return;
  if (!cancelIfDue(world, id)) renew(world, subscription, end);
}

function renew(world: World, before: Subscription, end: number): void {
  const items = withPeriod(world, before, end, before.billing_cycle_anchor);
  const moved = { ...before, items };
  const start = before.items.data[0]?.current_period_start ?? end;
  // An unpaid membership keeps producing drafts that nobody collects.
  const finalizesAt = before.status === 'unpaid' ? null : secondsNow(world) + draftSeconds;
  const invoice = draftInvoice(world, moved, { reason: 'subscription_cycle', period: { start, end }, finalizesAt });
  updateRow(world, before, { items, latest_invoice: invoice.id });
  record(world, 'invoice.created', invoice);
  if (finalizesAt === null) return;
  if (moved.pause_collection === null) schedule(world, 'finalize-invoice', invoice.id, finalizesAt);
  else applyCollectionPause(world, invoice, moved.pause_collection.behavior);
}

/** An hour after the draft: number, intent, first attempt. */
export function finalizeDue(world: World, id: string): void {
  const invoice = known(world.invoices, id);
  if (invoice.status !== 'draft' || invoice.auto_advance !== true) return;
  const open = finalizeInvoice(world, invoice);
  if (open.status === 'open') collectInvoice(world, open);
}

/** A retry of dunning, unless the plan has changed since. */
export function collectDue(world: World, id: string): Invoice | undefined {
  const invoice = known(world.invoices, id);
  if (invoice.status !== 'open' || invoice.next_payment_attempt === null) return undefined;
  return invoice.next_payment_attempt <= secondsNow(world) ? collectInvoice(world, invoice) : undefined;
}
