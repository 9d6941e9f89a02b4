// A session as it is now: whether it is complete, whose it is, and what it made. Alone it is one small read; whole, the
// same read also shows the membership, the invoice and the intent, so that nobody asks for them again.
import {
  known,
  parseCustomerId,
  parseMembershipId,
  parsePaymentId,
  parseSessionId,
  type SessionId,
} from '../../core/ids.ts';
import { instantOfSeconds } from '../../core/time.ts';
import type { CheckoutTruth } from '../../ports/payments.ts';
import { addressOf } from './address-of-customer.ts';
import { type SessionAnswer, sessionAnswer, type WholeSessionAnswer, wholeSessionAnswer } from './checkout-answers.ts';
import type { StripeAccess } from './client.ts';
import { expands } from './expands.ts';
import { readMarker } from './marker.ts';
import { read } from './read-answer.ts';
import { type Payers, payersOf } from './read-invoices.ts';

export async function readCheckout(access: StripeAccess, id: SessionId): Promise<CheckoutTruth> {
  const stripe = await access.client();
  const answer = await stripe.checkout.sessions.retrieve(id, { expand: expands.checkout });
  const session = read(sessionAnswer, answer, access.mode);
  return checkoutTruthOf(access, session);
}

export interface WholeCheckout {
  readonly truth: CheckoutTruth;
  readonly session: WholeSessionAnswer;
}

export async function readWholeCheckout(access: StripeAccess, id: SessionId): Promise<WholeCheckout> {
  const stripe = await access.client();
  const answer = await stripe.checkout.sessions.retrieve(id, { expand: expands.wholeCheckout });
  const session = read(wholeSessionAnswer, answer, access.mode);
  const [intent, subscription] = [idOf(session.payment_intent), idOf(session.subscription)];
  const truth = await checkoutTruthOf(access, { ...session, payment_intent: intent, subscription });
  return { truth, session };
}

const idOf = (shown: string | { readonly id: string } | null | undefined): string | null =>
  typeof shown === 'object' ? (shown?.id ?? null) : (shown ?? null);

async function checkoutTruthOf(access: StripeAccess, session: SessionAnswer): Promise<CheckoutTruth> {
  const { payments, isLinkMissing } = await payersOfSession(access, session);
  return {
    session: known(parseSessionId(session.id)),
    status: session.status ?? 'open',
    isPaid: session.payment_status !== 'unpaid',
    expiresAt: instantOfSeconds(session.expires_at),
    marker: readMarker(access.installation, session.metadata),
    customer: parseCustomerId(session.customer?.id ?? ''),
    ...addressOf(session.customer_details?.email, session.customer),
    membership: parseMembershipId(session.subscription ?? ''),
    replaces: parseMembershipId(session.metadata?.['mainstay_replaces'] ?? ''),
    payments,
    isLinkMissing,
  };
}

async function payersOfSession(
  access: StripeAccess,
  { payment_intent: intent, invoice }: SessionAnswer,
): Promise<Payers> {
  if (typeof intent === 'string') return { payments: [known(parsePaymentId(intent))], isLinkMissing: false };
  return typeof invoice === 'object' && invoice !== null
    ? payersOf(access, invoice)
    : { payments: [], isLinkMissing: false };
}
