// The subscription of a completed checkout, with its first invoice paid by the intent the payer has just confirmed.

import { invoicePaymentSucceeded } from '../billing/collect-invoice.ts';
import { finalizeInvoice } from '../billing/finalize-invoice.ts';
import { draftInvoice } from '../billing/invoice.ts';
import { openPaymentOf } from '../billing/invoice-payment.ts';
import { newSubscription } from '../billing/subscription.ts';
import { mergeMetadata } from '../request/scalars.ts';
import { record } from '../world/record.ts';
import { change, known } from '../world/rows.ts';
import type { Customer, PaymentIntent, PaymentMethod, Session, Subscription } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';

export function beginMembership(
  world: World,
  session: Session,
  customer: Customer,
  intent: PaymentIntent,
  method: PaymentMethod,
): { subscription: string; invoice: string } {
  const now = secondsNow(world);
  const started = start(world, session, customer, method);
  const draft = draftInvoice(world, started, {
    reason: 'subscription_create',
    period: { start: now, end: now },
    finalizesAt: now,
  });
  record(world, 'invoice.created', draft);
  const subscription = change(world.subscriptions, started, { latest_invoice: draft.id });
  const open = finalizeInvoice(world, draft, intent);
  record(world, 'customer.subscription.created', subscription);
  const payment = openPaymentOf(world, intent.id);
  if (payment !== undefined && intent.status === 'succeeded') invoicePaymentSucceeded(world, payment);
  // A bank debit leaves the membership active and its first invoice open until the bank has answered.
  else if (open.status === 'open')
    change(world.invoices, known(world.invoices, open.id), {
      attempted: true,
      attempt_count: 1,
      next_payment_attempt: null,
    });
  return { subscription: subscription.id, invoice: draft.id };
}

function start(world: World, session: Session, customer: Customer, method: PaymentMethod): Subscription {
  const plan = known(world.checkoutPlans, session.id);
  return newSubscription(world, {
    customer: customer.id,
    items: plan.items.flatMap(({ price, quantity, metadata }) =>
      price === null ? [] : [{ price, quantity: quantity ?? 1, metadata: { ...metadata } }],
    ),
    metadata: mergeMetadata({}, plan.subscription?.metadata),
    description: plan.subscription?.description ?? null,
    paymentMethod: method.id,
    billingMode: plan.subscription?.billing_mode?.type ?? 'flexible',
  });
}
