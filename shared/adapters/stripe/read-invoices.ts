// Invoices with all their lines and payments, and which of them an intent pays: Stripe shows ten lines of an invoice, and
// the renewal itself can be the eleventh, behind prorations.
import { type PaymentId, parsePaymentId } from '../../core/ids.ts';
import { instantOfSeconds, minute } from '../../core/time.ts';
import {
  type InvoiceAnswer,
  type InvoiceLineAnswer,
  invoiceLine,
  invoicePayment,
  paidInvoice,
} from './billing-answers.ts';
import type { StripeAccess } from './client.ts';
import { expands } from './expands.ts';
import { allOf, readPages } from './read-pages.ts';

/** One transfer may pay several invoices. */
export async function invoicesPaidBy(access: StripeAccess, intent: PaymentId): Promise<readonly InvoiceAnswer[]> {
  const stripe = await access.client();
  const payment = { type: 'payment_intent' as const, payment_intent: intent };
  const links = await readPages(access, paidInvoice, (range) =>
    stripe.invoicePayments.list({ payment, expand: expands.invoicesOfIntent, ...range }),
  );
  return links.flatMap(({ invoice }) => (typeof invoice === 'string' ? [] : invoice));
}

export async function linesOf(
  access: StripeAccess,
  { id, lines }: InvoiceAnswer,
): Promise<readonly InvoiceLineAnswer[]> {
  const stripe = await access.client();
  return allOf(lines, () => readPages(access, invoiceLine, (range) => stripe.invoices.listLineItems(id, range)));
}

export interface Payers {
  readonly payments: readonly PaymentId[];
  /** It was paid just now, and Stripe does not show by what: whoever needs to know asks again later. */
  readonly isLinkMissing: boolean;
}
/** Before the last receive from the queue. Later nobody waits for a link: the money did not come through Stripe. */
const longestLag = 10 * minute;

/**
 * What pays an invoice: intents, or the invoice itself where it was paid without one (out of band, or from credit). One that
 * is not paid and has no intent is no payment.
 */
export async function payersOf(access: StripeAccess, invoice: InvoiceAnswer): Promise<Payers> {
  const live = await livePaymentsOf(access, invoice);
  const intents = live.flatMap(({ payment }) => payment.payment_intent ?? []);
  const isLinkMissing = live.length === 0 && mayLackLink(access, invoice);
  const isOwnPayment = intents.length === 0 && invoice.status === 'paid' && !isLinkMissing;
  // Old accounts let other apps choose the ids of their invoices: such a one is none of ours.
  const payments = (isOwnPayment ? [invoice.id] : intents).flatMap((each) => parsePaymentId(each) ?? []);
  return { payments, isLinkMissing };
}

function mayLackLink(access: StripeAccess, invoice: InvoiceAnswer): boolean {
  const paidAt = invoice.status === 'paid' ? invoice.status_transitions.paid_at : null;
  if (paidAt === null || access.now === undefined) return false;
  const isThroughStripe = invoice.amount_paid > (invoice.amount_paid_off_stripe ?? 0);
  return isThroughStripe && access.now() - instantOfSeconds(paidAt) < longestLag;
}

/** The intents that Stripe made for this invoice alone. */
export const ownIntentsOf = ({ payments }: InvoiceAnswer): readonly PaymentId[] =>
  (payments?.data ?? []).flatMap(({ is_default: isDefault, status, payment }) =>
    isDefault === true && status !== 'canceled' ? (parsePaymentId(payment.payment_intent ?? '') ?? []) : [],
  );

/** Those that pay it, or are to; what Stripe gave up on is none. */
async function livePaymentsOf(access: StripeAccess, { id, payments }: InvoiceAnswer) {
  const stripe = await access.client();
  const shown = payments ?? { has_more: false, data: [] };
  const all = await allOf(shown, () =>
    readPages(access, invoicePayment, (range) => stripe.invoicePayments.list({ invoice: id, ...range })),
  );
  return all.filter(({ status }) => status !== 'canceled');
}
