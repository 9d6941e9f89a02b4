// All refunds of a charge. Few have any, and ten come with the charge itself; whoever gave back more often is asked page
// by page. A sum of one page alone would take money for given that went back.
import type { PaymentId } from '../../core/ids.ts';
import type { StripeAccess } from './client.ts';
import { type IntentAnswer, type RefundAnswer, refundsAnswer } from './payment-answers.ts';
import { read } from './read-answer.ts';

export type Charge = Exclude<IntentAnswer['latest_charge'], string | null | undefined>;
const pageSize = 100;
/** A thousand refunds of one payment are a defect of somebody's, and no reason to ask for ever. */
const mostPages = 10;

export async function readRefunds(
  access: StripeAccess,
  payment: PaymentId,
  charge: Charge | null,
): Promise<readonly RefundAnswer[]> {
  if (charge === null) return [];
  const { refunds } = charge;
  // They are asked for with the charge; left out they would read as "nothing was given back".
  if (refunds === null || refunds === undefined) throw new Error('Stripe left out the refunds of a charge');
  return refunds.has_more ? pagesOf(access, payment) : refunds.data;
}

async function pagesOf(access: StripeAccess, payment: PaymentId): Promise<readonly RefundAnswer[]> {
  const stripe = await access.client();
  const found: RefundAnswer[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const from = after === undefined ? {} : { starting_after: after };
    const answer = await stripe.refunds.list({ payment_intent: payment, limit: pageSize, ...from });
    const { data, has_more: hasMore } = read(refundsAnswer, answer, access.mode);
    found.push(...data);
    after = data.at(-1)?.id;
    if (!hasMore || after === undefined) return found;
  }
  throw new Error('a payment has more refunds than can be read');
}
