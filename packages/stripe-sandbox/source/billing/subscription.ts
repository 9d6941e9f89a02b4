// The subscription row: how one begins, what is live, and the only way its status or period changes, so that every change
// is announced with what it replaced.
import { planOf } from '../catalog/price.ts';
import { schedule } from '../world/agenda.ts';
import { mintId } from '../world/ids.ts';
import { record } from '../world/record.ts';
import { add, change } from '../world/rows.ts';
import type { Price, Subscription, SubscriptionItem } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { nextBoundary } from './periods.ts';

export interface SubscriptionStart {
  readonly customer: string;
  readonly items: readonly {
    readonly price: Price;
    readonly quantity: number;
    readonly metadata: Record<string, string>;
  }[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly description: string | null;
  readonly paymentMethod: string;
  readonly billingMode: 'classic' | 'flexible';
}

/** Not announced yet: `customer.subscription.created` shows it with its first invoice. */
export function newSubscription(world: World, start: SubscriptionStart): Subscription {
  const id = mintId(world, 'sub_1', 23);
  const now = secondsNow(world);
  const subscription = add<Subscription>(world.subscriptions, {
    ...untouched,
    id,
    billing_cycle_anchor: now,
    billing_mode:
      start.billingMode === 'flexible'
        ? { type: 'flexible', flexible: { proration_discounts: 'included' } }
        : { type: 'classic', flexible: null },
    created: now,
    currency: start.items[0]?.price.currency ?? 'usd',
    customer: start.customer,
    default_payment_method: start.paymentMethod,
    description: start.description,
    items: {
      object: 'list',
      data: start.items.map((item) => newItem(world, id, item)),
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    metadata: start.metadata,
    start_date: now,
  });
  schedule(world, 'end-period', id, periodEnd(subscription));
  return subscription;
}

function newItem(world: World, subscription: string, start: SubscriptionStart['items'][number]): SubscriptionItem {
  const now = secondsNow(world);
  return {
    id: mintId(world, 'si_', 14),
    object: 'subscription_item',
    billing_thresholds: null,
    created: now,
    current_period_end: nextBoundary(now, intervalOf(start.price), now),
    current_period_start: now,
    current_trial: null,
    discounts: [],
    metadata: start.metadata,
    plan: planOf(start.price),
    price: start.price,
    quantity: start.quantity,
    subscription,
    tax_rates: [],
  };
}

export const intervalOf = (price: Price): Pick<NonNullable<Price['recurring']>, 'interval' | 'interval_count'> =>
  price.recurring ?? { interval: 'month', interval_count: 1 };
export const periodEnd = (subscription: Subscription): number =>
  Math.max(...subscription.items.data.map((item) => item.current_period_end));

const over: readonly string[] = ['canceled', 'incomplete_expired'];
export const isLive = (subscription: Subscription): boolean => !over.includes(subscription.status);

/** Changes and announces; a change that changes nothing is silent, as with Stripe. */
export function updateRow(world: World, before: Subscription, changes: Partial<Subscription>): Subscription {
  const after = change(world.subscriptions, before, changes);
  if (JSON.stringify(after) !== JSON.stringify(before)) record(world, 'customer.subscription.updated', after, before);
  return after;
}

/** Every item takes on a period; the next end is put on the agenda. */
export function withPeriod(
  world: World,
  subscription: Subscription,
  start: number,
  anchor: number,
): Subscription['items'] {
  const data = subscription.items.data.map((item) => ({
    ...item,
    current_period_start: start,
    current_period_end: nextBoundary(anchor, intervalOf(item.price), start),
  }));
  schedule(world, 'end-period', subscription.id, Math.max(...data.map((item) => item.current_period_end)));
  return { ...subscription.items, data };
}

const untouched = {
  object: 'subscription',
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor_config: null,
  billing_schedules: [],
  billing_thresholds: null,
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
  collection_method: 'charge_automatically',
  customer_account: null,
  days_until_due: null,
  default_source: null,
  default_tax_rates: [],
  discounts: [],
  ended_at: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  latest_invoice: null,
  livemode: false,
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  payment_settings: {
    payment_method_options: null,
    payment_method_types: null,
    save_default_payment_method: 'off',
  },
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  status: 'active',
  test_clock: null,
  transfer_data: null,
  trial_end: null,
  trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
  trial_start: null,
} as const;
