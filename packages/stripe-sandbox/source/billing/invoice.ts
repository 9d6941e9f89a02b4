// The invoice row: a draft made from a subscription's items for the period that has just begun.
import { printed } from '../money/amounts.ts';
import { mintId } from '../world/ids.ts';
import { record } from '../world/record.ts';
import { add, change, known } from '../world/rows.ts';
import type { Customer, Invoice, InvoiceLine, Subscription, SubscriptionItem } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';

export interface InvoiceStart {
  readonly reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update';
  /** The usage period the invoice looks back on; its lines look forward to the new one. */
  readonly period: { readonly start: number; readonly end: number };
  /** Null keeps it a draft until somebody finalises it. */
  readonly finalizesAt: number | null;
}

/** No event yet: in a renewal the event of the moved period comes first. */
export function draftInvoice(world: World, subscription: Subscription, start: InvoiceStart): Invoice {
  const id = mintId(world, 'in_1', 23);
  const customer = known(world.customers, subscription.customer);
  const lines = subscription.items.data.map((item) => lineOf(world, id, subscription, item));
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  return add<Invoice>(world.invoices, {
    ...untouched,
    ...sumsOf(total),
    ...whoOf(customer),
    id,
    account_name: world.settings.accountName,
    auto_advance: start.finalizesAt !== null,
    automatically_finalizes_at: start.finalizesAt,
    billing_reason: start.reason,
    created: secondsNow(world),
    currency: subscription.currency,
    default_payment_method: null,
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    next_payment_attempt: start.finalizesAt,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    period_end: start.period.end,
    period_start: start.period.start,
  });
}

/** Changes and announces. */
export function updateInvoice(world: World, before: Invoice, changes: Partial<Invoice>): Invoice {
  const after = change(world.invoices, before, changes);
  record(world, 'invoice.updated', after, before);
  return after;
}

export const subscriptionOf = (invoice: Invoice): string | null =>
  invoice.parent?.subscription_details?.subscription ?? null;

export const sumsOf = (total: number) => ({
  amount_due: total,
  amount_remaining: total,
  subtotal: total,
  subtotal_excluding_tax: total,
  total,
  total_excluding_tax: total,
});

const whoOf = (customer: Customer) => ({
  customer: customer.id,
  customer_email: customer.email,
  customer_name: customer.name ?? null,
  customer_phone: customer.phone ?? null,
  starting_balance: customer.balance,
});

function lineOf(world: World, invoice: string, subscription: Subscription, item: SubscriptionItem): InvoiceLine {
  const amount = (item.price.unit_amount ?? 0) * (item.quantity ?? 1);
  const product = known(world.products, item.price.product);
  return {
    ...untouchedLine,
    id: mintId(world, 'il_1', 23),
    amount,
    currency: item.price.currency,
    description: `${item.quantity ?? 1} × ${product.name} (at ${printed(amount, item.price.currency)} ${item.price.currency} / ${item.price.recurring?.interval ?? 'month'})`,
    invoice,
    metadata: subscription.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period: { end: item.current_period_end, start: item.current_period_start },
    pricing: {
      price_details: { price: item.price.id, product: product.id },
      type: 'price_details',
      unit_amount_decimal: item.price.unit_amount_decimal,
    },
    quantity: item.quantity ?? 1,
    quantity_decimal: String(item.quantity ?? 1),
    subscription: subscription.id,
    subtotal: amount,
  };
}

const untouchedLine = {
  object: 'line_item',
  discount_amounts: [],
  discountable: true,
  discounts: [],
  livemode: false,
  pretax_credit_amounts: [],
  taxes: [],
} as const;

const untouched = {
  object: 'invoice',
  account_country: 'US',
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_shipping: 0,
  application: null,
  attempt_count: 0,
  attempted: false,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  collection_method: 'charge_automatically',
  custom_fields: null,
  customer_account: null,
  customer_address: null,
  customer_shipping: null,
  customer_tax_exempt: 'none',
  customer_tax_ids: [],
  default_source: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  due_date: null,
  effective_at: null,
  ending_balance: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  metadata: {},
  number: null,
  on_behalf_of: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  status: 'draft',
  status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  test_clock: null,
  total_discount_amounts: [],
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null,
} as const;
