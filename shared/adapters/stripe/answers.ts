// What we read of Stripe's objects, and nothing else: the third wall. Everything personal is left out here, save the
// payer's address of a session, which only ever leaves as a keyed hash. An object of the other mode is refused.
import * as z from 'zod/mini';

const id = z.string();
/** An id, or the object it was expanded to. */
const idOf = z.pipe(
  z.union([id, z.object({ id })]),
  z.transform((value) => (typeof value === 'string' ? value : value.id)),
);
const maybeId = z.nullish(idOf);
/** A customer expanded to see whether it was deleted; all else of it is left out here. */
const owner = z.pipe(
  z.union([id, z.object({ id, deleted: z.optional(z.boolean()) })]),
  z.transform((value) =>
    typeof value === 'string' ? { id: value, isGone: false } : { id: value.id, isGone: value.deleted === true },
  ),
);
const seconds = z.int();
const metadata = z.nullish(z.record(z.string(), z.string()));

const invoicePayment = z.object({
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

export const sessionAnswer = z.object({
  object: z.literal('checkout.session'),
  livemode: z.boolean(),
  id,
  status: z.nullable(z.enum(['open', 'complete', 'expired'])),
  payment_status: z.string(),
  url: z.nullish(z.string()),
  expires_at: seconds,
  metadata,
  customer: maybeId,
  customer_details: z.nullish(z.object({ email: z.nullish(z.string()) })),
  payment_intent: maybeId,
  subscription: maybeId,
  invoice: z.nullish(
    z.union([id, z.object({ id, payments: z.optional(z.object({ data: z.array(invoicePayment) })) })]),
  ),
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;

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

const refund = z.object({ amount: z.int(), status: z.nullable(z.string()) });
export type RefundAnswer = z.infer<typeof refund>;
const charge = z.object({
  created: seconds,
  disputed: z.boolean(),
  refunds: z.nullish(z.object({ has_more: z.boolean(), data: z.array(refund) })),
  balance_transaction: z.nullish(z.union([id, z.object({ amount: z.int(), currency: z.string() })])),
});
export const intentAnswer = z.object({
  object: z.literal('payment_intent'),
  livemode: z.boolean(),
  id,
  status: z.string(),
  amount: z.int(),
  currency: z.string(),
  created: seconds,
  customer: z.nullish(owner),
  metadata,
  latest_charge: z.nullish(z.union([id, charge])),
});
export type IntentAnswer = z.infer<typeof intentAnswer>;

export function listOf<T extends z.ZodMiniType>(item: T) {
  return z.object({ object: z.literal('list'), has_more: z.boolean(), data: z.array(item) });
}
export const chargeAnswer = z.object({
  object: z.literal('charge'),
  livemode: z.boolean(),
  customer: maybeId,
  payment_intent: maybeId,
  disputed: z.boolean(),
});
export const refundsAnswer = listOf(z.extend(refund, { id }));
export const disputeAnswer = z.object({
  object: z.literal('dispute'),
  /** Only where it was asked for. */
  payment_intent: z.nullish(z.union([id, intentAnswer])),
  status: z.string(),
  amount: z.int(),
  balance_transactions: z.array(z.unknown()),
});
export type DisputeAnswer = z.infer<typeof disputeAnswer>;
export const invoicePaymentsAnswer = listOf(z.object({ invoice: z.union([id, invoiceAnswer]) }));
export const disputesAnswer = listOf(disputeAnswer);
export const sessionsAnswer = listOf(z.object({ customer: maybeId, livemode: z.boolean(), metadata }));
const typedSession = z.object({
  livemode: z.boolean(),
  metadata,
  customer_details: sessionAnswer.shape.customer_details,
});
export const typedSessionsAnswer = listOf(typedSession);
/** A subscription with the address of its customer, for those who were imported. */
export const importedAnswer = listOf(
  z.object({ livemode: z.boolean(), metadata, customer: z.object({ email: z.nullish(z.string()) }) }),
);
export const customerAnswer = z.object({ object: z.literal('customer'), deleted: z.optional(z.boolean()) });
export const portalAnswer = z.object({ object: z.literal('billing_portal.session'), url: z.string() });

/**
 * Reads an answer through its schema. Throws where Stripe answered something else, or an object of the other mode: the
 * SDK passes a body without `error` on as a success.
 */
export function read<T extends z.ZodMiniType>(schema: T, answer: unknown, mode: 'test' | 'live'): z.infer<T> {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) {
    const places = parsed.error.issues.map((issue) => issue.path.join('.'));
    throw new Error(`Stripe answered in another shape: ${places.join(', ')}`);
  }
  const { data } = parsed;
  if (typeof data === 'object' && data !== null && 'livemode' in data && data.livemode !== (mode === 'live')) {
    throw new Error('Stripe answered with an object of the other mode');
  }
  return data;
}
