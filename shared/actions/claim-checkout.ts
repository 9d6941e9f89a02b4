// The browser that opened a checkout proves it did, and becomes a device. A complete session makes a device; only
// confirmed money makes standing and a pass. A wrong secret and an unknown checkout answer alike.
import type { Checkout } from '../core/checkout.ts';
import type { Failure } from '../core/failure.ts';
import type { CheckoutId, Hash } from '../core/ids.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { minute } from '../core/time.ts';
import type { AttemptLimit, AttemptLimiter } from '../ports/attempt-limiter.ts';
import type { CheckoutStore } from '../ports/checkout-store.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import { cancelReminder } from './cancel-reminder.ts';

import { type EnrolNeeds, enrolDevice } from './enrol-device.ts';
import { cookieClaim } from './new-checkout.ts';
import { readDevice, readSupporters } from './read-supporters.ts';
import { type RecogniseNeeds, type Recognition, recognise } from './recognise.ts';
import { type SettleNeeds, settleCheckout } from './settle-checkout.ts';

export interface ClaimNeeds extends SettleNeeds, RecogniseNeeds, EnrolNeeds {
  readonly supporters: SupporterStore;
  readonly checkouts: Pick<CheckoutStore, 'complete' | 'read'>;
  readonly reminders: Pick<ReminderStore, 'cancel'>;
  readonly limiter: AttemptLimiter;
  readonly portalFreshMinutes: number;
}
export interface Claim {
  readonly checkout: CheckoutId;
  readonly secret: string;
  /** The device this browser already is. */
  readonly device: Hash | null;
  /** What this browser keeps of a reminder that it asked for. */
  readonly reminderSecret: string | null;
  readonly caller: string;
}
export interface Claimed extends Recognition {
  readonly deviceToken: string;
  readonly returnUrl: string;
}

// A reader claims once or twice; a guesser would need 2^256 tries. This only keeps the guesses from costing us.
const byCaller: AttemptLimit = { name: 'claims-by-caller', most: 60, windowSeconds: 600 };

export async function claimCheckout(needs: ClaimNeeds, claim: Claim): Promise<Result<Claimed, Failure>> {
  const now = needs.clock.now();
  const waitSeconds = await needs.limiter.count(byCaller, claim.caller, now);
  if (waitSeconds !== null) return fail({ kind: 'too-many-attempts', retryAfterSeconds: waitSeconds });
  const checkout = await needs.checkouts.read(claim.checkout, now);
  if (checkout === null || !isProven(needs, checkout, claim.secret)) {
    needs.log.write('claim-refused', {});
    return fail({ kind: 'checkout-unknown' });
  }
  const settled = await settleCheckout(needs, checkout.session);
  if (settled.status !== 'complete') return fail({ kind: 'checkout-open' });
  // Whoever gave is not reminded to; should a bank debit fail weeks later, they hear of it from Stripe.
  if (claim.reminderSecret !== null) {
    await cancelReminder(needs, { token: claim.reminderSecret, isForever: false });
  }
  const enrolled = await enrolDevice(needs, {
    former: await readDevice(needs, claim.device ?? checkout.device, now),
    added: [
      {
        customer: settled.customer,
        since: now,
        isBorrowed: false,
        // Its proof is good for weeks: shown again on another day it is a device's, but opens nothing that shows a name.
        freshUntil: Math.min(now, settled.expiresAt) + needs.portalFreshMinutes * minute,
      },
    ],
    now,
  });
  const recognition = await recognise(needs, await readSupporters(needs, enrolled.device), now);
  if (!recognition.ok) return recognition;
  needs.log.write('checkout-claimed', { objectId: checkout.session, outcome: recognition.value.standing.reason });
  return succeed({ ...recognition.value, deviceToken: enrolled.token, returnUrl: checkout.returnUrl });
}

function isProven(needs: ClaimNeeds, checkout: Checkout, secret: string): boolean {
  const proofs = [needs.hasher.digest(secret), cookieClaim(needs.hasher, checkout.id, secret)];
  return checkout.claims.some((each) => proofs.includes(each));
}
