// What the functions ask of Stripe, as rows of a restricted key, and a way to see for each whether a key may: one call that
// reads at most one object, or one that would change an object which does not exist. Stripe refuses a key before it looks
// for the object, so a "no such object" is a yes; that order is documented nowhere and was only seen with the sandbox.
import Stripe from 'stripe';

export interface KeyRow {
  /** As the dashboard's list of permissions names it, nearly: its spelling changes. */
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
    why: 'erases who asks for it',
    probe: (stripe) => stripe.customers.update(nobody, { metadata: {} }),
  },
  {
    row: 'Subscriptions',
    level: 'write',
    why: 'changes amounts, cancels, imports',
    probe: (stripe) => stripe.subscriptions.update('sub_mainstayprobe', { metadata: {} }),
  },
  { row: 'Invoices', level: 'read', why: 'what a period cost', probe: (stripe) => stripe.invoices.list(one) },
  {
    row: 'Invoice payments',
    level: 'read',
    why: 'which payment paid which invoice',
    probe: (stripe) => stripe.invoicePayments.list(one),
  },
  {
    row: 'PaymentIntents',
    level: 'read',
    why: 'money that moved',
    probe: (stripe) => stripe.paymentIntents.list(one),
  },
  { row: 'Charges and Refunds', level: 'read', why: 'money back', probe: (stripe) => stripe.charges.list(one) },
  { row: 'Disputes', level: 'read', why: 'money held back', probe: (stripe) => stripe.disputes.list(one) },
  {
    row: 'Balance',
    level: 'read',
    why: 'what reached the balance',
    probe: (stripe) => stripe.balanceTransactions.list(one),
  },
  {
    row: 'Products',
    level: 'read',
    why: 'the product of a checkout',
    probe: (stripe) => stripe.products.list(one),
  },
  { row: 'Events', level: 'read', why: 'what was missed', probe: (stripe) => stripe.events.list(one) },
];

/** Only for the key that sets up: the functions need neither. */
export const setupRows: readonly KeyRow[] = [
  {
    row: 'Webhook Endpoints',
    level: 'write',
    why: 'makes the endpoint',
    probe: (stripe) => stripe.webhookEndpoints.update('we_mainstayprobe', { metadata: {} }),
  },
  {
    row: 'Products',
    level: 'write',
    why: 'makes the product',
    probe: (stripe) => stripe.products.update('mainstay_probe', { metadata: {} }),
  },
  {
    row: 'Customer portal',
    level: 'write',
    why: 'makes its configuration',
    probe: (stripe) => stripe.billingPortal.configurations.update('bpc_mainstayprobe', { metadata: {} }),
  },
];

export async function mayKey(stripe: Stripe, { probe }: KeyRow): Promise<boolean> {
  try {
    await probe(stripe);
    return true;
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError) return false;
    // No such object: it was let through to look for one.
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return true;
    throw error;
  }
}
