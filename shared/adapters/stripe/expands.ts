// What the reads ask Stripe to expand. A restricted key needs a permission for each kind of object in them, so the probes of a key
// (operations/account/key-rows.ts) send the very same.

const intent = ['customer', 'latest_charge.balance_transaction', 'latest_charge.refunds'];

export const expands = {
  checkout: ['invoice.payments', 'customer'],
  /** With all that it made, so that none of it is asked for again. */
  wholeCheckout: [
    'customer',
    'subscription.customer',
    'invoice.payments',
    ...intent.map((path) => `payment_intent.${path}`),
  ],
  wholeInvoice: ['payments', 'parent.subscription_details.subscription.customer'],
  checkoutsOfCustomer: ['data.customer'],
  intent,
  /** Four steps is as deep as Stripe expands (docs.stripe.com/api/expanding_objects). */
  disputesWithIntent: intent.map((path) => `data.payment_intent.${path}`),
  intentToLocate: ['latest_charge'],
  invoiceToLocate: ['payments'],
  invoiceOwner: ['customer'],
  invoicesOfIntent: ['data.invoice'],
  membership: ['customer'],
  importedMemberships: ['data.customer'],
  chargesOfMonth: ['data.balance_transaction'],
} satisfies Record<string, string[]>;
