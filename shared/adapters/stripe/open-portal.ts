// Opens Stripe's billing portal for one customer. The address is a key to a name: it is used at once, never stored,
// mailed or logged.
import Stripe from 'stripe';
import { fail, type Result, succeed } from '../../core/result.ts';
import type { PaymentsFailure, PortalFlow, PortalInput } from '../../ports/payments.ts';
import { portalAnswer } from './checkout-answers.ts';
import type { StripeAccess } from './client.ts';
import { read } from './read-answer.ts';
import { unavailable } from './unavailable.ts';

export async function openPortal(
  access: StripeAccess,
  input: PortalInput,
  configuration?: string | undefined,
): Promise<Result<{ readonly url: string }, PaymentsFailure>> {
  const stripe = await access.client();
  try {
    const answer = await stripe.billingPortal.sessions.create(
      {
        customer: input.customer,
        return_url: input.returnUrl,
        ...(input.flow === null ? {} : { flow_data: flowOf(input.flow, input.returnUrl) }),
        ...(configuration === undefined ? {} : { configuration }),
      },
      { idempotencyKey: input.idempotencyKey },
    );
    return succeed({ url: read(portalAnswer, answer, access.mode).url });
  } catch (error) {
    // Until setup made one, or after somebody deleted it: an operator's to mend, and `doctor` says so.
    if (isConfigurationRefused(error)) return fail({ kind: 'unavailable', isKeySpent: true });
    return unavailable(error);
  }
}

const flowOf = (flow: PortalFlow, returnUrl: string): Stripe.BillingPortal.SessionCreateParams.FlowData => ({
  type: flow.kind,
  after_completion: { type: 'redirect', redirect: { return_url: returnUrl } },
  ...(flow.kind === 'subscription_cancel' ? { subscription_cancel: { subscription: flow.membership } } : {}),
});

/**
 * Stripe has no configuration of the portal to open. Public reports show the sentence "No configuration provided and your test
 * mode default configuration has not been created"; no error code is documented.
 */
const isConfigurationRefused = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError &&
  (error.param === 'configuration' || /\bconfiguration\b/i.test(error.message));
