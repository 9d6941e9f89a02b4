// What we read of invoices and subscriptions.
import * as z from 'zod/mini';
import { id, idOf, listOf, metadata, owner, seconds } from './answer-fields.ts';

export const invoicePayment = z.object({
  id: z.optional(id),
  status: z.string(),
  /** Stripe made its intent for this invoice, and it pays no other. */
  is_default: z.optional(z.boolean()),
  payment: z.object({ type: z.string(), payment_intent: z.optional(idOf) }),
});
export const invoiceLine = z.object({
  id: z.optional(id),
  /** Before discounts; below zero for time that was not used. */
  amount: z.int(),
  discount_amounts: z.nullish(z.array(z.object({ amount: z.int() }))),
  period: z.object({ start: seconds, end: seconds }),
  parent: z.nullable(z.object({ type: z.string() })),
});
export type InvoiceLineAnswer = z.infer<typeof invoiceLine>;
/** What an object shows of a list: at most ten. */
const shown = <T extends z.ZodMiniType>(item: T) =>
  z.object({ has_more: z.optional(z.boolean()), data: z.array(item) });
export const invoiceAnswer = z.object({
  object: z.literal('invoice'),
  livemode: z.boolean(),
  id,
  status: z.nullable(z.string()),
  customer: z.nullish(owner),
  currency: z.string(),
  amount_paid: z.int(),
  /** Of it, what came from outside Stripe. */
  amount_paid_off_stripe: z.nullish(z.int()),
  /** Of the customer, before and after it was finalised: below zero is credit. */
  starting_balance: z.nullish(z.int()),
  ending_balance: z.nullish(z.int()),
  /** Given back after it was paid, for what no refund shows: money that came from outside Stripe. */
  post_payment_credit_notes_amount: z.nullish(z.int()),
  status_transitions: z.object({ paid_at: z.nullable(seconds) }),
  parent: z.nullable(
    z.object({
      subscription_details: z.nullish(z.object({ subscription: idOf, metadata })),
    }),
  ),
  lines: shown(invoiceLine),
  payments: z.optional(shown(invoicePayment)),
});
export type InvoiceAnswer = z.infer<typeof invoiceAnswer>;

export const paidInvoice = z.object({ id: z.optional(id), invoice: z.union([id, invoiceAnswer]) });

export const subscriptionItem = z.object({
  id: z.optional(id),
  current_period_end: seconds,
  quantity: z.optional(z.int()),
  price: z.object({
    currency: z.string(),
    unit_amount: z.nullable(z.int()),
    recurring: z.nullable(z.object({ interval: z.string(), interval_count: z.optional(z.int()) })),
  }),
});
export type SubscriptionItemAnswer = z.infer<typeof subscriptionItem>;
export const subscriptionAnswer = z.object({
  object: z.literal('subscription'),
  livemode: z.boolean(),
  id,
  status: z.string(),
  customer: owner,
  metadata,
  cancel_at: z.nullable(seconds),
  cancel_at_period_end: z.boolean(),
  ended_at: z.nullable(seconds),
  start_date: seconds,
  billing_cycle_anchor: seconds,
  /** Invoices are made and not collected; without a moment at which it ends, until somebody ends it. */
  pause_collection: z.nullish(z.object({ resumes_at: z.nullish(seconds) })),
  items: shown(subscriptionItem),
});
/** An invoice whose membership is read in the same answer. */
export const wholeInvoiceAnswer = z.extend(invoiceAnswer, {
  parent: z.nullable(
    z.object({
      subscription_details: z.nullish(z.object({ subscription: z.union([id, subscriptionAnswer]), metadata })),
    }),
  ),
});
export type WholeInvoiceAnswer = z.infer<typeof wholeInvoiceAnswer>;
/** What a change of its amount needs to know. */
export const changeableAnswer = z.object({
  object: z.literal('subscription'),
  livemode: z.boolean(),
  status: z.string(),
  items: z.object({
    data: z.array(
      z.object({
        id,
        price: z.object({
          currency: z.string(),
          product: idOf,
          recurring: z.object({ interval: z.enum(['day', 'week', 'month', 'year']), interval_count: z.int() }),
        }),
      }),
    ),
  }),
});
export type SubscriptionAnswer = z.infer<typeof subscriptionAnswer>;

/** A subscription with the address of its customer, for those who were imported. */
export const importedAnswer = listOf(
  z.object({ livemode: z.boolean(), metadata, customer: z.object({ email: z.nullish(z.string()) }) }),
);
