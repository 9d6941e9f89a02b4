// All refunds of a charge. Few have any, and ten come with the charge itself; whoever gave back more often is asked page
// by page. A sum of one page alone would take money for given that went back.
import type { PaymentId } from '../../core/ids.ts';
import type { StripeAccess } from './client.ts';
import { type IntentAnswer, type RefundAnswer, refundAnswer } from './payment-answers.ts';
import { allOf, readPages } from './read-pages.ts';

export type Charge = Exclude<IntentAnswer['latest_charge'], string | null | undefined>;

export async function readRefunds(
  access: StripeAccess,
  payment: PaymentId,
  charge: Charge | null,
): Promise<readonly RefundAnswer[]> {
  if (charge === null) return [];
  const { refunds } = charge;
  // They are asked for with the charge; left out they would read as "nothing was given back".
  if (refunds === null || refunds === undefined) throw new Error('Stripe left out the refunds of a charge');
  const stripe = await access.client();
  return allOf(refunds, () =>
    readPages(access, refundAnswer, (range) => stripe.refunds.list({ payment_intent: payment, ...range })),
  );
}
