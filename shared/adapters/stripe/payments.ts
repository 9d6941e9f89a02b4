// The `payments` port over Stripe's API. Each read is its own small file; this one only puts them together.
import type { Payments } from '../../ports/payments.ts';
import { markEmailCorrected } from './address-of-customer.ts';
import { changeAmount } from './change-amount.ts';
import type { CheckoutTexts } from './checkout-texts.ts';
import type { StripeAccess } from './client.ts';
import { cancelMembership, deleteCustomer } from './end-customer.ts';
import { isCustomerGone } from './is-customer-gone.ts';
import { locatePayments } from './locate-payments.ts';
import { openCheckout } from './open-checkout.ts';
import { openPortal } from './open-portal.ts';
import { pauseMembership } from './pause-membership.ts';
import { readCheckout } from './read-checkout.ts';
import { readEmails } from './read-emails.ts';
import { readMembership } from './read-membership.ts';
import { readParts } from './read-parts.ts';
import { readPayment } from './read-payment.ts';

/** What was made on the account for us. Where nothing was, Stripe's default portal and a product of the moment serve. */
export interface MadeAtStripe {
  readonly portal?: string | undefined;
  readonly product?: string | undefined;
}

export const stripePayments = (
  access: StripeAccess,
  texts: CheckoutTexts,
  made: () => Promise<MadeAtStripe> = async () => ({}),
): Payments => ({
  openCheckout: async (newCheckout) => openCheckout(access, { ...texts, product: (await made()).product }, newCheckout),
  readCheckout: (session) => readCheckout(access, session),
  readParts: (input) => readParts(access, input),
  readMembership: (membership) => readMembership(access, membership),
  readPayment: (payment, seen) => readPayment(access, payment, seen),
  locatePayments: (objectId) => locatePayments(access, objectId),
  isCustomerGone: (customer) => isCustomerGone(access, customer),
  readEmails: (customer) => readEmails(access, customer),
  markEmailCorrected: (customer, idempotencyKey) => markEmailCorrected(access, customer, idempotencyKey),
  cancelMembership: (membership) => cancelMembership(access, membership),
  deleteCustomer: (customer) => deleteCustomer(access, customer),
  openPortal: async (newCheckout) => openPortal(access, newCheckout, (await made()).portal),
  changeAmount: async (change) => changeAmount(access, change, (await made()).product),
  pauseMembership: (pause) => pauseMembership(access, pause),
});
