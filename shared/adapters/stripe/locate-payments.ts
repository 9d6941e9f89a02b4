// Which payments an intent, a charge or an invoice stands for, and under which customer: a sync request may name any of them,
// and a charge, refund or dispute carries neither our marker nor always a customer.
import { parseCustomerId, parsePaymentId } from '../../core/ids.ts';
import type { LocatedPayment } from '../../ports/payments.ts';
import { invoiceAnswer } from './billing-answers.ts';
import { sessionsAnswer } from './checkout-answers.ts';
import type { StripeAccess } from './client.ts';
import { expands } from './expands.ts';
import { readMarker } from './marker.ts';
import { chargeAnswer, intentAnswer } from './payment-answers.ts';
import { read } from './read-answer.ts';
import { payersOf } from './read-invoices.ts';

export async function locatePayments(access: StripeAccess, objectId: string): Promise<readonly LocatedPayment[]> {
  if (objectId.startsWith('in_')) return ofInvoice(access, objectId);
  if (objectId.startsWith('pi_')) return ofIntent(access, objectId);
  if (objectId.startsWith('ch_') || objectId.startsWith('py_')) return ofCharge(access, objectId);
  return [];
}

async function ofInvoice(access: StripeAccess, id: string): Promise<readonly LocatedPayment[]> {
  const stripe = await access.client();
  const invoice = read(
    invoiceAnswer,
    await stripe.invoices.retrieve(id, { expand: expands.invoiceToLocate }),
    access.mode,
  );
  const customer = invoice.customer?.id;
  if (customer === undefined) return [];
  const { payments, isLinkMissing } = await payersOf(access, invoice);
  if (isLinkMissing && readMarker(access.installation, invoice.parent?.subscription_details?.metadata) !== null) {
    throw new Error('a paid invoice is not linked yet');
  }
  return payments.flatMap((payment) => locationOf(payment, customer));
}

async function ofIntent(access: StripeAccess, id: string): Promise<readonly LocatedPayment[]> {
  const stripe = await access.client();
  const answer = await stripe.paymentIntents.retrieve(id, { expand: expands.intentToLocate });
  const intent = read(intentAnswer, answer, access.mode);
  const isDisputed = typeof intent.latest_charge === 'object' && intent.latest_charge?.disputed === true;
  if (intent.customer !== null && intent.customer !== undefined) return locationOf(id, intent.customer.id, isDisputed);
  // The customer of a gift may be known to its session only.
  const sessions = read(
    sessionsAnswer,
    await stripe.checkout.sessions.list({ payment_intent: id, limit: 1 }),
    access.mode,
  );
  return sessions.data.flatMap(({ customer }) =>
    typeof customer === 'string' ? locationOf(id, customer, isDisputed) : [],
  );
}

async function ofCharge(access: StripeAccess, id: string): Promise<readonly LocatedPayment[]> {
  const stripe = await access.client();
  const charge = read(chargeAnswer, await stripe.charges.retrieve(id), access.mode);
  if (typeof charge.payment_intent !== 'string') return [];
  return typeof charge.customer === 'string'
    ? locationOf(charge.payment_intent, charge.customer, charge.disputed)
    : ofIntent(access, charge.payment_intent);
}

/** Nothing where another app chose the customer's id, or its invoice's: that is none of ours, and must not fail here. */
function locationOf(paymentId: string, customerId: string, isDisputed = false): LocatedPayment[] {
  const [payment, customer] = [parsePaymentId(paymentId), parseCustomerId(customerId)];
  return payment === null || customer === null ? [] : [{ payment, customer, isDisputed }];
}
