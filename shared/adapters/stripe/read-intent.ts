// An intent as it is now, with its charge and refunds, and with its disputes where they can be had in the same call. A
// dispute's sync request names neither customer nor invoice, so it has spent one call before it may begin to read.
import type { PaymentId } from '../../core/ids.ts';
import type { StripeAccess } from './client.ts';
import { type DisputeAnswer, disputeAnswer, type IntentAnswer, intentAnswer } from './payment-answers.ts';
import { read } from './read-answer.ts';
import { readPages } from './read-pages.ts';

export interface IntentRead {
  readonly intent: IntentAnswer;
  /** Null where they were not asked for: then there are none, or the charge says that there are. */
  readonly disputes: readonly DisputeAnswer[] | null;
}
/** Of an intent, and so of whatever shows one. */
export const shownOfIntent = ['customer', 'latest_charge.balance_transaction', 'latest_charge.refunds'];
/** Four steps is as deep as Stripe expands (docs.stripe.com/api/expanding_objects). */
const shownOfDispute = shownOfIntent.map((path) => `data.payment_intent.${path}`);

export async function readIntent(access: StripeAccess, id: PaymentId, isDisputed: boolean): Promise<IntentRead> {
  const disputes = isDisputed ? await listDisputes(access, id, shownOfDispute) : [];
  const intent = disputes[0]?.payment_intent;
  if (typeof intent === 'object' && intent !== null) return { intent, disputes };
  const stripe = await access.client();
  const answer = await stripe.paymentIntents.retrieve(id, { expand: shownOfIntent });
  return { intent: read(intentAnswer, answer, access.mode), disputes: null };
}

export const readDisputes = (access: StripeAccess, id: PaymentId): Promise<readonly DisputeAnswer[]> =>
  listDisputes(access, id, []);

async function listDisputes(access: StripeAccess, id: PaymentId, expand: string[]) {
  const stripe = await access.client();
  return readPages(access, disputeAnswer, (range) => stripe.disputes.list({ payment_intent: id, expand, ...range }));
}
