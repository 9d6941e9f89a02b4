// An invoice that is paid: by an intent, from a balance, or outside Stripe. The membership it belongs to is in order again
// when it was its latest one.
import { record } from '../world/record.ts';
import { change, known } from '../world/rows.ts';
import type { Invoice } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { activate } from './activate-subscription.ts';
import { subscriptionOf } from './invoice.ts';
import { updateRow } from './subscription.ts';

export function becomePaid(world: World, open: Invoice, amountPaid: number, offStripe = 0): Invoice {
  const paid = change(world.invoices, open, {
    amount_paid: amountPaid,
    ...(offStripe > 0 ? { amount_paid_off_stripe: offStripe } : {}),
    amount_remaining: 0,
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...open.status_transitions, paid_at: secondsNow(world) },
  });
  record(world, 'invoice.updated', paid, open);
  record(world, 'invoice.paid', paid);
  record(world, 'invoice.payment_succeeded', paid);
  recoverSubscription(world, paid);
  return paid;
}

const behind: readonly string[] = ['past_due', 'unpaid'];

function recoverSubscription(world: World, invoice: Invoice): void {
  const id = subscriptionOf(invoice);
  if (id === null) return;
  const subscription = known(world.subscriptions, id);
  if (subscription.latest_invoice !== invoice.id) return;
  // A resumption invoice that is paid later ends the pause.
  if (subscription.status === 'paused' && invoice.billing_reason === 'subscription_update')
    activate(world, subscription, subscription);
  if (behind.includes(subscription.status)) updateRow(world, subscription, { status: 'active' });
}
