// Invoices with all their lines and payments, and which of them an intent pays: Stripe shows ten lines of an invoice, and
// the renewal itself can be the eleventh, behind prorations.
import type { PaymentId } from '../../core/ids.ts';
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

/** The intents that pay it, or are to; those that Stripe gave up on are none. */
export async function intentsOf(
  access: StripeAccess,
  { id, payments }: Pick<InvoiceAnswer, 'id' | 'payments'>,
): Promise<readonly string[]> {
  const stripe = await access.client();
  const shown = payments ?? { has_more: false, data: [] };
  const all = await allOf(shown, () =>
    readPages(access, invoicePayment, (range) => stripe.invoicePayments.list({ invoice: id, ...range })),
  );
  return all.flatMap((each) => (each.status === 'canceled' ? [] : (each.payment.payment_intent ?? [])));
}
