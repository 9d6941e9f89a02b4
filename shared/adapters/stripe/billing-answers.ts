// What we read of invoices and subscriptions.
import * as z from 'zod/mini';
import { id, idOf, listOf, metadata, owner, seconds } from './answer-fields.ts';

export const invoicePayment = z.object({
  status: z.string(),
  payment: z.object({ type: z.string(), payment_intent: z.optional(idOf) }),
});
export const invoiceAnswer = z.object({
  object: z.literal('invoice'),
  livemode: z.boolean(),
  id,
  status: z.nullable(z.string()),
  customer: z.nullish(owner),
  currency: z.string(),
  total: z.int(),
  amount_paid: z.int(),
  status_transitions: z.object({ paid_at: z.nullable(seconds) }),
  parent: z.nullable(
    z.object({
      subscription_details: z.nullish(z.object({ subscription: idOf, metadata })),
    }),
  ),
  lines: z.object({
    data: z.array(
      z.object({
        period: z.object({ start: seconds, end: seconds }),
        parent: z.nullable(z.object({ type: z.string() })),
      }),
    ),
  }),
  payments: z.optional(z.object({ data: z.array(invoicePayment) })),
});
export type InvoiceAnswer = z.infer<typeof invoiceAnswer>;

export const invoicePaymentsAnswer = listOf(z.object({ invoice: z.union([id, invoiceAnswer]) }));

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
  items: z.object({
    data: z.array(
      z.object({
        current_period_end: seconds,
        quantity: z.optional(z.int()),
        price: z.object({
          currency: z.string(),
          unit_amount: z.nullable(z.int()),
          recurring: z.nullable(z.object({ interval: z.string() })),
        }),
      }),
    ),
  }),
});
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
