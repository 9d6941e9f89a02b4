// Makes the errors of the SDK for a Stripe that cannot answer now the one expected failure. Anything else (a wrong key,
// a parameter of ours that Stripe refuses) is a defect of ours and is thrown on.
import Stripe from 'stripe';
import { fail, type Result } from '../../core/result.ts';
import type { PaymentsFailure } from '../../ports/payments.ts';

export function unavailable(error: unknown): Result<never, PaymentsFailure> {
  if (error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeRateLimitError) {
    return fail({ kind: 'unavailable', isKeySpent: false });
  }
  if (error instanceof Stripe.errors.StripeAPIError) {
    // A 5xx may have been recorded under our idempotency key and would be replayed for a day (docs.stripe.com/api/idempotent_requests);
    // a 409 means the first request is still under way, and no status that the answer could not be read: either way the
    // result will be there under the same key.
    return fail({ kind: 'unavailable', isKeySpent: (error.statusCode ?? 0) >= 500 });
  }
  throw error;
}
