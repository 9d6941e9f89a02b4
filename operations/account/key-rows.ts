// The permissions that the functions need, as rows of a restricted key, each with calls that show whether a key has it. A call
// reads at most one object, or is about an object that does not exist, and expands what the functions expand. Stripe checks the
// permission before it looks for the object, so "no such object" means yes (docs/unverified.md).
import type Stripe from 'stripe';
import { expands } from '../../shared/adapters/stripe/expands.ts';

export interface KeyRow {
  /** As the dashboard lists it, read in public reports; its spelling changes. */
  readonly row: string;
  /** As Stripe's refusals name it. */
  readonly slug: `rak_${string}`;
  readonly why: string;
  readonly probes: readonly ((stripe: Stripe) => Promise<unknown>)[];
}
const one = { limit: 1 };
const [nobody, nothing, noIntent] = ['cus_mainstayprobe', 'sub_mainstayprobe', 'pi_mainstayprobe'];
const [noSession, noInvoice] = ['cs_test_mainstayprobe', 'in_mainstayprobe'];
const noMetadata = { metadata: {} };

export const keyRows: readonly KeyRow[] = [
  {
    row: 'Checkout Sessions',
    slug: 'rak_checkout_session_write',
    why: 'opens checkouts, and reads what was paid with them',
    probes: [
      (stripe) => stripe.checkout.sessions.expire(noSession),
      (stripe) => stripe.checkout.sessions.retrieve(noSession, { expand: expands.checkout }),
      (stripe) => stripe.checkout.sessions.retrieve(noSession, { expand: expands.wholeCheckout }),
      (stripe) => stripe.checkout.sessions.list({ ...one, expand: expands.checkoutsOfCustomer }),
    ],
  },
  {
    row: 'Customer portal',
    slug: 'rak_customer_portal_write',
    why: 'opens the portal',
    probes: [(stripe) => stripe.billingPortal.sessions.create({ customer: nobody })],
  },
  {
    row: 'Customers',
    slug: 'rak_customer_write',
    why: 'erases supporters on request',
    probes: [(stripe) => stripe.customers.update(nobody, noMetadata)],
  },
  {
    row: 'Subscriptions',
    slug: 'rak_subscription_write',
    why: 'changes amounts, cancels, imports',
    probes: [
      (stripe) => stripe.subscriptions.update(nothing, noMetadata),
      (stripe) => stripe.subscriptions.retrieve(nothing, { expand: expands.membership }),
      (stripe) => stripe.subscriptions.list({ ...one, status: 'all', expand: expands.importedMemberships }),
    ],
  },
  {
    row: 'Invoices',
    slug: 'rak_invoice_read',
    why: 'what was paid for a period, and by which payment',
    probes: [
      (stripe) => stripe.invoices.list(one),
      (stripe) => stripe.invoices.retrieve(noInvoice, { expand: expands.invoiceOwner }),
      (stripe) => stripe.invoices.retrieve(noInvoice, { expand: expands.wholeInvoice }),
      (stripe) => stripe.invoicePayments.list({ ...one, expand: expands.invoicesOfIntent }),
    ],
  },
  {
    row: 'Credit notes',
    slug: 'rak_credit_note_read',
    why: 'Stripe asks for it where an invoice shows its payments',
    probes: [(stripe) => stripe.invoices.retrieve(noInvoice, { expand: expands.invoiceToLocate })],
  },
  {
    row: 'PaymentIntents',
    slug: 'rak_payment_intent_read',
    why: 'payments',
    probes: [
      (stripe) => stripe.paymentIntents.list(one),
      (stripe) => stripe.paymentIntents.retrieve(noIntent, { expand: expands.intent }),
      (stripe) => stripe.paymentIntents.retrieve(noIntent, { expand: expands.intentToLocate }),
    ],
  },
  {
    row: 'Charges and Refunds',
    slug: 'rak_charge_read',
    why: 'charges and refunds',
    probes: [(stripe) => stripe.charges.list(one), (stripe) => stripe.refunds.list(one)],
  },
  {
    row: 'Disputes',
    slug: 'rak_dispute_read',
    why: 'disputed amounts',
    probes: [
      (stripe) => stripe.disputes.list(one),
      (stripe) => stripe.disputes.list({ ...one, expand: expands.disputesWithIntent }),
    ],
  },
  {
    row: 'Balance transaction sources',
    slug: 'rak_balance_transaction_source_read',
    why: 'amounts settled to the balance',
    probes: [
      (stripe) => stripe.balanceTransactions.list(one),
      (stripe) => stripe.charges.list({ ...one, expand: expands.chargesOfMonth }),
    ],
  },
  {
    row: 'Products',
    slug: 'rak_product_read',
    why: 'the product of a checkout',
    probes: [(stripe) => stripe.products.list(one)],
  },
  {
    row: 'Events',
    slug: 'rak_event_read',
    why: 'events that were missed',
    probes: [(stripe) => stripe.events.list(one)],
  },
];

/** Only for the key that runs the setup; the functions do not need them. */
export const setupRows: readonly KeyRow[] = [
  {
    row: 'Webhook Endpoints',
    slug: 'rak_webhook_write',
    why: 'creates the endpoint',
    probes: [(stripe) => stripe.webhookEndpoints.update('we_mainstayprobe', noMetadata)],
  },
  {
    row: 'Products',
    slug: 'rak_product_write',
    why: 'creates the product',
    probes: [(stripe) => stripe.products.update('mainstay_probe', noMetadata)],
  },
  {
    row: 'Customer portal',
    slug: 'rak_customer_portal_write',
    why: 'creates its configuration',
    probes: [(stripe) => stripe.billingPortal.configurations.update('bpc_mainstayprobe', noMetadata)],
  },
];

/** For `npm run payouts` alone: the functions never read where the newsroom's own money goes. */
export const payoutRows: readonly KeyRow[] = [
  {
    row: 'Payouts',
    slug: 'rak_payout_read',
    why: 'which payouts reached the bank',
    probes: [(stripe) => stripe.payouts.list(one)],
  },
  {
    row: 'Balance transaction sources',
    slug: 'rak_balance_transaction_source_read',
    why: 'what a payout consists of',
    probes: [(stripe) => stripe.balanceTransactions.list({ ...one, expand: ['data.source'] })],
  },
  {
    row: 'Charges and Refunds',
    slug: 'rak_charge_read',
    why: 'what a refund or a dispute belongs to',
    probes: [(stripe) => stripe.charges.list(one)],
  },
  {
    row: 'Invoices',
    slug: 'rak_invoice_read',
    why: 'which payments are those of memberships',
    probes: [(stripe) => stripe.invoicePayments.list({ ...one, expand: expands.invoicesOfIntent })],
  },
];

/** Stripe's page for a new restricted key, with its name and every permission filled in. */
export function newKeyLink(mode: 'test' | 'live', rows: readonly KeyRow[] = keyRows): string {
  const wanted = rows.map(({ slug }) => `&permissions[]=${slug}`).join('');
  return `https://dashboard.stripe.com${mode === 'test' ? '/test' : ''}/apikeys/create?name=Mainstay${wanted}`;
}
