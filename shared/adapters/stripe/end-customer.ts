// Ends what Stripe does for a customer: its memberships, then the customer itself. Each asks first how things are, so
// that doing it again is no error; what Stripe calls missing counts as gone only right after it was seen alive.
import Stripe from 'stripe';
import type { CustomerId, MembershipId } from '../../core/ids.ts';
import { hasEnded } from '../../core/membership.ts';
import { type Result, succeed } from '../../core/result.ts';
import type { PaymentsFailure } from '../../ports/payments.ts';
import { subscriptionAnswer } from './billing-answers.ts';
import type { StripeAccess } from './client.ts';
import { isCustomerGone } from './is-customer-gone.ts';
import { read } from './read-answer.ts';
import { unavailable } from './unavailable.ts';

type Ended = Promise<Result<null, PaymentsFailure>>;

export function cancelMembership(access: StripeAccess, membership: MembershipId): Ended {
  return unlessUnavailable(async () => {
    const stripe = await access.client();
    const answer = await stripe.subscriptions.retrieve(membership);
    if (hasEnded(read(subscriptionAnswer, answer, access.mode).status)) return;
    // At once, without a last invoice and without money back for the running period: what was paid is a gift.
    await unlessGone(stripe.subscriptions.cancel(membership, { invoice_now: false, prorate: false }));
  });
}

export function deleteCustomer(access: StripeAccess, customer: CustomerId): Ended {
  return unlessUnavailable(async () => {
    const stripe = await access.client();
    if (!(await isCustomerGone(access, customer))) await unlessGone(stripe.customers.del(customer));
  });
}

async function unlessUnavailable(action: () => Promise<void>): Ended {
  try {
    await action();
    return succeed(null);
  } catch (error) {
    return unavailable(error);
  }
}

async function unlessGone(action: Promise<unknown>): Promise<void> {
  try {
    await action;
  } catch (error) {
    // Another run of the same erasure was quicker.
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')) throw error;
  }
}
