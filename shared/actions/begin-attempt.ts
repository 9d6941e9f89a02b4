// One press of the button is one session, however often the network repeats it: the caller's key leads to the attempt
// that began first. Only hashes are kept, and the hash of what was asked is keyed by the caller's own key, so that the
// page and the amount cannot be guessed from the table.
import { attemptLife, sessionLife, startOfAttempt } from '../core/checkout.ts';
import type { Failure } from '../core/failure.ts';
import { known, parseCheckoutId } from '../core/ids.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { day, type Instant } from '../core/time.ts';
import type { Attempt, CheckoutStore } from '../ports/checkout-store.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { PaymentsFailure } from '../ports/payments.ts';
import type { Chance } from '../ports/system.ts';

interface Needs {
  readonly checkouts: Pick<CheckoutStore, 'begin' | 'replace' | 'read'>;
  readonly hasher: Hasher;
  readonly chance: Chance;
}
/** As long as Stripe keeps an idempotency key. */
const attemptMemory = day;

export async function beginAttempt(
  needs: Needs,
  attemptKey: string | null,
  requested: string,
  now: Instant,
): Promise<Result<Attempt, Failure>> {
  const fresh = freshAttempt(needs, attemptKey ?? needs.chance.token(16), requested, now);
  if (attemptKey === null) return succeed(fresh);
  const begun = await needs.checkouts.begin(fresh);
  if (begun.requested !== fresh.requested) return fail({ kind: 'attempt-conflict' });
  if (begun.checkout === fresh.checkout) return succeed(fresh);
  const checkout = await needs.checkouts.read(begun.checkout, now);
  if (checkout !== null && checkout.customer !== null) return fail({ kind: 'attempt-complete' });
  // Stripe must still accept the session's expiry, or replay the session it already opened under this key.
  const isUsable = now < begun.startedAt + (checkout === null ? attemptLife : sessionLife);
  if (isUsable) return succeed(begun);
  const isReplaced = await needs.checkouts.replace(begun, fresh);
  return isReplaced ? succeed(fresh) : fail({ kind: 'payments-unavailable', retryAfterSeconds: 1 });
}

/** Stripe replays a failure it recorded under a key for a day; the next try must therefore be a new request. */
export async function retryLater(
  needs: Needs,
  attemptKey: string | null,
  attempt: Attempt,
  failure: PaymentsFailure,
): Promise<Result<never, Failure>> {
  if (attemptKey !== null && failure.isKeySpent) {
    await needs.checkouts.replace(attempt, { ...attempt, tries: attempt.tries + 1 });
  }
  return fail({ kind: 'payments-unavailable', retryAfterSeconds: 2 });
}

function freshAttempt(needs: Needs, attemptKey: string, requested: string, now: Instant): Attempt {
  const startedAt = startOfAttempt(now);
  return {
    key: needs.hasher.digest(`attempt.${attemptKey}`),
    checkout: known(parseCheckoutId(`co_${needs.chance.token(16)}`)),
    requested: needs.hasher.digest(`${attemptKey}\n${requested}`),
    startedAt,
    tries: 0,
    forgetAt: startedAt + attemptMemory,
  };
}
