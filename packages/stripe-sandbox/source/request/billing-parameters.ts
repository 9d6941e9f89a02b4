// What may be asked of subscriptions and invoices.
import { choice, expandable, flag, metadata, pageable, range, text, whole } from './scalars.ts';
import { either, emptyable, hash, list, notSimulated, type Parameters, required } from './spec.ts';

const feedback = choice([
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
]);
const cancellationDetails = hash({
  comment: emptyable(text()),
  feedback: emptyable(feedback),
  feedback_option: notSimulated,
});

const itemPrice = hash({
  currency: required(text(3)),
  product: required(text()),
  recurring: required(
    hash({ interval: required(choice(['day', 'week', 'month', 'year'])), interval_count: whole(1, 1095) }),
  ),
  tax_behavior: choice(['exclusive', 'inclusive', 'unspecified']),
  unit_amount: whole(),
  unit_amount_decimal: notSimulated,
});

const item = hash({
  billing_thresholds: notSimulated,
  clear_usage: notSimulated,
  current_trial: notSimulated,
  deleted: notSimulated,
  discounts: notSimulated,
  id: text(),
  metadata,
  plan: notSimulated,
  price: text(),
  price_data: itemPrice,
  quantity: whole(1),
  tax_rates: notSimulated,
});

const prorations = choice(['always_invoice', 'create_prorations', 'none']);
const symbolicEnd = choice(['max_billed_until', 'max_period_end', 'min_period_end']);
const moment = either(whole(), symbolicEnd, (form) => typeof form === 'string' && /^-?\d/.test(form));

export const subscriptionUpdate = hash({
  ...expandable,
  add_invoice_items: notSimulated,
  application_fee_percent: notSimulated,
  automatic_tax: notSimulated,
  billing_cycle_anchor: notSimulated,
  billing_schedules: notSimulated,
  billing_thresholds: notSimulated,
  cancel_at: emptyable(moment),
  cancel_at_period_end: flag,
  cancellation_details: cancellationDetails,
  collection_method: choice(['charge_automatically', 'send_invoice']),
  days_until_due: notSimulated,
  default_payment_method: text(),
  default_source: notSimulated,
  default_tax_rates: notSimulated,
  description: emptyable(text(500)),
  discounts: notSimulated,
  invoice_settings: notSimulated,
  items: list(item, 20),
  metadata,
  off_session: flag,
  on_behalf_of: notSimulated,
  pause_collection: emptyable(
    hash({ behavior: required(choice(['keep_as_draft', 'mark_uncollectible', 'void'])), resumes_at: whole() }),
  ),
  payment_behavior: choice(['allow_incomplete', 'default_incomplete', 'error_if_incomplete', 'pending_if_incomplete']),
  payment_settings: notSimulated,
  pending_invoice_item_interval: notSimulated,
  proration_behavior: prorations,
  proration_date: notSimulated,
  transfer_data: notSimulated,
  trial_end: notSimulated,
  trial_from_plan: notSimulated,
  trial_settings: notSimulated,
});

export const subscriptionCancel = hash({
  ...expandable,
  cancellation_details: cancellationDetails,
  invoice_now: flag,
  prorate: flag,
});

const when = (of: readonly string[]) => hash({ type: required(choice(of)) });
export const subscriptionPause = hash({
  ...expandable,
  bill_for: hash({
    outstanding_usage_through: when(['none', 'now']),
    unused_time_from: when(['item_current_period_start', 'none', 'now']),
  }),
  invoicing_behavior: choice(['invoice', 'pending_invoice_item']),
  type: choice(['subscription']),
});
export const subscriptionResume = hash({
  ...expandable,
  billing_cycle_anchor: hash({ type: required(choice(['now', 'unchanged'])) }),
  payment_behavior: choice(['resume_on_payment_attempt', 'resume_on_payment_success']),
  proration_behavior: prorations,
  proration_date: notSimulated,
});

export const subscriptionList = hash({
  ...pageable,
  automatic_tax: notSimulated,
  collection_method: choice(['charge_automatically', 'send_invoice']),
  created: range,
  current_period_end: range,
  current_period_start: range,
  customer: text(),
  customer_account: notSimulated,
  plan: text(),
  price: text(),
  status: choice([
    'active',
    'all',
    'canceled',
    'ended',
    'incomplete',
    'incomplete_expired',
    'past_due',
    'paused',
    'trialing',
    'unpaid',
  ]),
  test_clock: notSimulated,
});
export const itemList = hash({ ...pageable, subscription: required(text()) });

export const invoiceList = hash({
  ...pageable,
  collection_method: choice(['charge_automatically', 'send_invoice']),
  created: range,
  customer: text(),
  customer_account: notSimulated,
  due_date: range,
  status: choice(['draft', 'open', 'paid', 'uncollectible', 'void']),
  subscription: text(),
});
export const invoicePay = hash({
  ...expandable,
  forgive: notSimulated,
  mandate: notSimulated,
  off_session: flag,
  paid_out_of_band: flag,
  payment_method: text(),
  source: notSimulated,
});
export const invoiceFinalize = hash({ ...expandable, auto_advance: flag });
export const invoicePaymentList = hash({
  ...pageable,
  created: range,
  invoice: text(),
  payment: hash({
    type: required(choice(['payment_intent', 'payment_record'])),
    payment_intent: text(),
    payment_record: text(),
  }),
  status: choice(['canceled', 'open', 'paid']),
});

export type SubscriptionUpdate = Parameters<typeof subscriptionUpdate>;
export type SubscriptionItemChange = Parameters<typeof item>;
export type SubscriptionCancel = Parameters<typeof subscriptionCancel>;
export type CancellationChange = Parameters<typeof cancellationDetails>;
export type SubscriptionPause = Parameters<typeof subscriptionPause>;
export type SubscriptionResume = Parameters<typeof subscriptionResume>;
export type SubscriptionList = Parameters<typeof subscriptionList>;
export type InvoiceList = Parameters<typeof invoiceList>;
export type InvoicePay = Parameters<typeof invoicePay>;
export type InvoicePaymentList = Parameters<typeof invoicePaymentList>;
