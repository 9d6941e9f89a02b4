// What we read of Checkout Sessions, of the billing portal and of customers.
import * as z from 'zod/mini';
import { payer } from './address-of-customer.ts';
import { id, listOf, maybeId, metadata, seconds } from './answer-fields.ts';
import { invoiceAnswer, subscriptionAnswer } from './billing-answers.ts';
import { intentAnswer } from './payment-answers.ts';

export const sessionAnswer = z.object({
  object: z.literal('checkout.session'),
  livemode: z.boolean(),
  id,
  status: z.nullable(z.enum(['open', 'complete', 'expired'])),
  payment_status: z.string(),
  url: z.nullish(z.string()),
  expires_at: seconds,
  metadata,
  customer: z.nullish(payer),
  customer_details: z.nullish(z.object({ email: z.nullish(z.string()) })),
  payment_intent: maybeId,
  subscription: maybeId,
  invoice: z.nullish(z.union([id, invoiceAnswer])),
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;
/** The same with what it made: each is read in the session's own answer. */
export const wholeSessionAnswer = z.extend(sessionAnswer, {
  payment_intent: z.nullish(z.union([id, intentAnswer])),
  subscription: z.nullish(z.union([id, subscriptionAnswer])),
});
export type WholeSessionAnswer = z.infer<typeof wholeSessionAnswer>;

export const sessionsAnswer = listOf(z.object({ customer: maybeId, livemode: z.boolean(), metadata }));
const typedSession = z.object({
  livemode: z.boolean(),
  metadata,
  customer: sessionAnswer.shape.customer,
  customer_details: sessionAnswer.shape.customer_details,
});
export const typedSessionsAnswer = listOf(typedSession);
export const portalAnswer = z.object({ object: z.literal('billing_portal.session'), url: z.string() });
export const customerAnswer = z.object({ object: z.literal('customer'), deleted: z.optional(z.boolean()) });
