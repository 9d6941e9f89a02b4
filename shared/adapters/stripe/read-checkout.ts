// A session as it is now, in one read: whether it is complete, whose it is, and what it made.
import {
  known,
  type PaymentId,
  parseCustomerId,
  parseMembershipId,
  parsePaymentId,
  parseSessionId,
  type SessionId,
} from '../../core/ids.ts';
import { instantOfSeconds } from '../../core/time.ts';
import type { CheckoutTruth } from '../../ports/payments.ts';
import { addressOf } from './address-of-customer.ts';
import { type SessionAnswer, sessionAnswer } from './checkout-answers.ts';
import type { StripeAccess } from './client.ts';
import { expands } from './expands.ts';
import { readMarker } from './marker.ts';
import { read } from './read-answer.ts';
import { intentsOf } from './read-invoices.ts';

export async function readCheckout(access: StripeAccess, id: SessionId): Promise<CheckoutTruth> {
  const stripe = await access.client();
  const session = read(
    sessionAnswer,
    await stripe.checkout.sessions.retrieve(id, { expand: expands.checkout }),
    access.mode,
  );
  return {
    session: known(parseSessionId(session.id)),
    status: session.status ?? 'open',
    isPaid: session.payment_status !== 'unpaid',
    expiresAt: instantOfSeconds(session.expires_at),
    marker: readMarker(session.metadata),
    customer: parseCustomerId(session.customer?.id ?? ''),
    ...addressOf(session.customer_details?.email, session.customer),
    membership: parseMembershipId(session.subscription ?? ''),
    replaces: parseMembershipId(session.metadata?.['mainstay_replaces'] ?? ''),
    payments: await paymentsOf(access, session),
  };
}

async function paymentsOf(
  access: StripeAccess,
  { payment_intent: intent, invoice }: SessionAnswer,
): Promise<PaymentId[]> {
  if (typeof intent === 'string') return [known(parsePaymentId(intent))];
  if (typeof invoice !== 'object' || invoice === null) return [];
  const intents = await intentsOf(access, invoice);
  // No intent paid it (out of band, or credit): the invoice stands for the money.
  const ids = intents.length > 0 ? intents : [invoice.id];
  return ids.map((each) => known(parsePaymentId(each)));
}
