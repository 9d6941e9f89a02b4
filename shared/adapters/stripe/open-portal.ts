// Opens Stripe's billing portal for one customer. The address is a key to a name: it is used at once, never stored,
// mailed or logged.
import { type Result, succeed } from '../../core/result.ts';
import type { PaymentsFailure, PortalInput } from '../../ports/payments.ts';
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
        ...(configuration === undefined ? {} : { configuration }),
      },
      { idempotencyKey: input.idempotencyKey },
    );
    return succeed({ url: read(portalAnswer, answer, access.mode).url });
  } catch (error) {
    return unavailable(error);
  }
}
