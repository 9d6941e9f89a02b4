// What we read of intents, charges, refunds and disputes.
import * as z from 'zod/mini';
import { id, maybeId, metadata, owner, seconds } from './answer-fields.ts';

const refund = z.object({ id: z.optional(id), amount: z.int(), status: z.nullable(z.string()) });
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
  /** What came of it: less than was asked for where only a part was captured. */
  amount_received: z.optional(z.int()),
  currency: z.string(),
  created: seconds,
  customer: z.nullish(owner),
  metadata,
  latest_charge: z.nullish(z.union([id, charge])),
});
export type IntentAnswer = z.infer<typeof intentAnswer>;

export const chargeAnswer = z.object({
  object: z.literal('charge'),
  livemode: z.boolean(),
  customer: maybeId,
  payment_intent: maybeId,
  disputed: z.boolean(),
});
export const refundAnswer = refund;
export const disputeAnswer = z.object({
  id: z.optional(id),
  object: z.literal('dispute'),
  /** Only where it was asked for. */
  payment_intent: z.nullish(z.union([id, intentAnswer])),
  status: z.string(),
  amount: z.int(),
  /** Not always that of the charge. */
  currency: z.optional(z.string()),
  balance_transactions: z.array(z.unknown()),
});
export type DisputeAnswer = z.infer<typeof disputeAnswer>;
