// What may be asked of the control plane, parsed at its function: JSON, closed, with sentences for what is wrong.
import * as z from 'zod/mini';
import { faultCommand } from '../api/faults.ts';

export const payCommand = z.strictObject({
  method: z.enum(['card', 'declined', 'bank_debit']),
  email: z.exactOptional(z.string().check(z.maxLength(512))),
  name: z.exactOptional(z.string().check(z.maxLength(256))),
});
export const bankDebitCommand = z.strictObject({ outcome: z.enum(['succeeded', 'failed']) });
export const clockCommand = z.strictObject({ advanceDays: z.number().check(z.gt(0), z.lte(3660)) });
export const renewalCommand = z.strictObject({ outcome: z.enum(['paid', 'fails']) });
export const disputeCommand = z.strictObject({
  paymentIntent: z.string(),
  outcome: z.exactOptional(z.enum(['won', 'lost'])),
  inquiry: z.exactOptional(z.boolean()),
  amount: z.exactOptional(z.int().check(z.gte(1))),
  reason: z.exactOptional(z.string()),
});
export const disputeOutcomeCommand = z.strictObject({
  outcome: z.enum(['won', 'lost', 'under_review', 'escalated', 'warning_closed']),
});
export const refundOutcomeCommand = z.strictObject({ outcome: z.enum(['succeeded', 'failed']) });
export const payoutOutcomeCommand = z.strictObject({ outcome: z.enum(['paid', 'failed']) });
export const fraudCommand = z.strictObject({ paymentIntent: z.string() });
export const stormCommand = z.strictObject({
  duplicate: z.exactOptional(z.int().check(z.gte(0), z.lte(100))),
  shuffle: z.exactOptional(z.boolean()),
  drop: z.exactOptional(z.number().check(z.gte(0), z.lte(1))),
  delayMs: z.exactOptional(z.int().check(z.gte(0))),
  hold: z.exactOptional(z.boolean()),
});
export const faultsCommand = z.union([z.strictObject({ release: z.literal(true) }), faultCommand]);

const share = z.number().check(z.gte(0), z.lte(1));
const minor = z.int().check(z.gte(0));
export const settingsCommand = z.strictObject({
  accountName: z.exactOptional(z.string()),
  settlementCurrency: z.exactOptional(z.string().check(z.regex(/^[a-z]{3}$/))),
  dollarRates: z.exactOptional(z.record(z.string().check(z.regex(/^[a-z]{3}$/)), z.number().check(z.gt(0)))),
  cardFee: z.exactOptional(z.strictObject({ share, fixedMinor: minor })),
  bankFee: z.exactOptional(z.strictObject({ share, atMostMinor: minor })),
  disputeFeeMinor: z.exactOptional(minor),
  balanceDelaySeconds: z.exactOptional(minor),
  linkDelaySeconds: z.exactOptional(minor),
  ownBalances: z.exactOptional(z.array(z.string().check(z.regex(/^[a-z]{3}$/)))),
  payoutDays: z.exactOptional(minor),
  payoutSchedule: z.exactOptional(z.enum(['daily', 'manual'])),
  arrivalDays: z.exactOptional(minor),
  negativeBalance: z.exactOptional(z.enum(['carry', 'debit'])),
  bankDebitDays: z.exactOptional(minor),
  retryDays: z.exactOptional(z.array(z.int().check(z.gte(1)))),
  afterLastRetry: z.exactOptional(z.enum(['cancel', 'unpaid', 'past_due', 'pause'])),
  refunds: z.exactOptional(z.enum(['succeed', 'pending', 'fail-later'])),
  refundDays: z.exactOptional(minor),
  cancelDisputedSubscriptions: z.exactOptional(z.boolean()),
  hasDefaultPortal: z.exactOptional(z.boolean()),
});
/** Restricts a key of one's own choosing; what is not listed it may not. */
export const keyCommand = z.strictObject({
  key: z.string().check(z.regex(/^rk_test_\w+$/)),
  may: z.array(z.string().check(z.regex(/^rak_[a-z_]+_(?:read|write)$/))),
});
export const emptyCommand = z.strictObject({});
