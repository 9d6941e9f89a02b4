// The permissions that the functions need, as rows of a restricted key, each with a call that shows whether a key has it.
// The call reads at most one object, or updates an object that does not exist. Stripe checks the permission before it looks
// for the object, so "no such object" means yes. That order is not documented and was only seen with the sandbox.
import Stripe from 'stripe';

export interface KeyRow {
  /** Close to the name in the dashboard's list of permissions; its spelling changes. */
  readonly row: string;
  readonly level: 'read' | 'write';
  readonly why: string;
  probe(stripe: Stripe): Promise<unknown>;
}
const one = { limit: 1 };
const nobody = 'cus_mainstayprobe';

export const keyRows: readonly KeyRow[] = [
  {
    row: 'Checkout Sessions',
    level: 'write',
    why: 'opens checkouts',
    probe: (stripe) => stripe.checkout.sessions.expire('cs_test_mainstayprobe'),
  },
  {
    row: 'Customer portal',
    level: 'write',
    why: 'opens the portal',
    probe: (stripe) => stripe.billingPortal.sessions.create({ customer: nobody }),
  },
  {
    row: 'Customers',
    level: 'write',
    why: 'erases supporters on request',
    probe: (stripe) => stripe.customers.update(nobody, { metadata: {} }),
  },
  {
    row: 'Subscriptions',
    level: 'write',
    why: 'changes amounts, cancels, imports',
    probe: (stripe) => stripe.subscriptions.update('sub_mainstayprobe', { metadata: {} }),
  },
  { row: 'Invoices', level: 'read', why: 'what was paid for a period', probe: (stripe) => stripe.invoices.list(one) },
  {
    row: 'Invoice payments',
    level: 'read',
    why: 'which payment paid which invoice',
    probe: (stripe) => stripe.invoicePayments.list(one),
  },
  {
    row: 'PaymentIntents',
    level: 'read',
    why: 'payments',
    probe: (stripe) => stripe.paymentIntents.list(one),
  },
  { row: 'Charges and Refunds', level: 'read', why: 'refunds', probe: (stripe) => stripe.charges.list(one) },
  { row: 'Disputes', level: 'read', why: 'disputed amounts', probe: (stripe) => stripe.disputes.list(one) },
  {
    row: 'Balance',
    level: 'read',
    why: 'amounts settled to the balance',
    probe: (stripe) => stripe.balanceTransactions.list(one),
  },
  {
    row: 'Products',
    level: 'read',
    why: 'the product of a checkout',
    probe: (stripe) => stripe.products.list(one),
  },
  { row: 'Events', level: 'read', why: 'events that were missed', probe: (stripe) => stripe.events.list(one) },
];

/** Only for the key that runs the setup; the functions do not need them. */
export const setupRows: readonly KeyRow[] = [
  {
    row: 'Webhook Endpoints',
    level: 'write',
    why: 'creates the endpoint',
    probe: (stripe) => stripe.webhookEndpoints.update('we_mainstayprobe', { metadata: {} }),
  },
  {
    row: 'Products',
    level: 'write',
    why: 'creates the product',
    probe: (stripe) => stripe.products.update('mainstay_probe', { metadata: {} }),
  },
  {
    row: 'Customer portal',
    level: 'write',
    why: 'creates its configuration',
    probe: (stripe) => stripe.billingPortal.configurations.update('bpc_mainstayprobe', { metadata: {} }),
  },
];

export async function isPermitted(stripe: Stripe, { probe }: KeyRow): Promise<boolean> {
  try {
    await probe(stripe);
    return true;
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError) return false;
    // No such object: the key passed the permission check.
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return true;
    throw error;
  }
}
