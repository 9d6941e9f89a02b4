// Reads Stripe's own lists of a month: the charges with what reached the balance, and the completed checkouts with their
// source. Ids are used for pairing only; nothing personal is read.
import type Stripe from 'stripe';
import * as z from 'zod/mini';
import { expands } from '../../shared/adapters/stripe/expands.ts';
import { isMarkedBy } from '../../shared/adapters/stripe/marker.ts';
import type { Installation } from '../../shared/core/installation.ts';
import { type Instant, secondsOf } from '../../shared/core/time.ts';
import type { CheckedPayment } from './report-check.ts';

export interface StripeCharge extends CheckedPayment {
  /** In the balance's own currency; null until Stripe knows. */
  readonly settled: { readonly currency: string; readonly amountMinor: number; readonly feeMinor: number } | null;
}
export interface CompletedCheckout {
  readonly source: string | null;
  readonly isMembership: boolean;
  readonly currency: string;
  readonly amountMinor: number;
}
export interface StripeMonth {
  readonly charges: readonly StripeCharge[];
  /** Checkouts of ours that were completed. */
  readonly checkouts: readonly CompletedCheckout[];
}
const pageSize = 100;

const transaction = z.object({ amount: z.int(), currency: z.string(), fee: z.int() });
const chargeIn = z.object({
  object: z.literal('charge'),
  id: z.string(),
  status: z.string(),
  captured: z.boolean(),
  amount_captured: z.int(),
  amount_refunded: z.int(),
  currency: z.string(),
  payment_intent: z.nullish(z.string()),
  balance_transaction: z.nullish(z.union([z.string(), transaction])),
});
export const sessionIn = z.object({
  object: z.literal('checkout.session'),
  created: z.int(),
  mode: z.string(),
  payment_status: z.string(),
  amount_total: z.nullable(z.int()),
  currency: z.nullable(z.string()),
  metadata: z.nullish(z.record(z.string(), z.string())),
});

export async function readStripeMonth(
  { stripe, installation }: { readonly stripe: Stripe; readonly installation: Installation },
  from: Instant,
  to: Instant,
): Promise<StripeMonth> {
  const created = { gte: secondsOf(from), lt: secondsOf(to) };
  const charges: StripeCharge[] = [];
  const listed = stripe.charges.list({ created, limit: pageSize, expand: expands.chargesOfMonth });
  for await (const each of listed) charges.push(...chargeOf(chargeIn.parse(each)));
  const checkouts: CompletedCheckout[] = [];
  const sessions = stripe.checkout.sessions.list({ created, status: 'complete', limit: pageSize });
  for await (const each of sessions) checkouts.push(...checkoutOf(installation, sessionIn.parse(each)));
  return { charges, checkouts };
}

function chargeOf(charge: z.infer<typeof chargeIn>): StripeCharge[] {
  if (charge.status !== 'succeeded' || !charge.captured) return [];
  const { balance_transaction: settled } = charge;
  return [
    {
      id: charge.payment_intent ?? charge.id,
      currency: charge.currency,
      amountMinor: charge.amount_captured,
      refundedMinor: charge.amount_refunded,
      settled:
        typeof settled === 'object' && settled !== null
          ? { currency: settled.currency, amountMinor: settled.amount, feeMinor: settled.fee }
          : null,
    },
  ];
}

export function checkoutOf(
  installation: Installation,
  { mode, payment_status: paid, amount_total: amountMinor, currency, metadata }: z.infer<typeof sessionIn>,
): CompletedCheckout[] {
  if (!isMarkedBy(installation, metadata) || paid === 'unpaid' || amountMinor === null || currency === null) return [];
  return [
    { source: metadata?.['mainstay_source'] ?? null, isMembership: mode === 'subscription', currency, amountMinor },
  ];
}
