// The browser that opened a checkout proves it did, and becomes a device. That proves who opened it and not who paid, so it
// gives standing and nothing else (`rights.ts`). A complete session makes a device; only confirmed money makes a pass. A
// wrong secret and an unknown checkout answer alike.
import { type Checkout, sessionLife } from '../core/checkout.ts';
import type { Device, Holding } from '../core/device.ts';
import type { Failure } from '../core/failure.ts';
import type { CheckoutId, Hash } from '../core/ids.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import type { Instant } from '../core/time.ts';
import type { AttemptLimit, AttemptLimiter } from '../ports/attempt-limiter.ts';
import type { CheckoutStore } from '../ports/checkout-store.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import { cancelReminder } from './cancel-reminder.ts';

import { type EnrolNeeds, enrolDevice } from './enrol-device.ts';
import { cookieClaim } from './new-checkout.ts';
import { readDevice, readHoldings, readSupporters } from './read-supporters.ts';
import { type RecogniseNeeds, type Recognition, recognise } from './recognise.ts';
import { type SettleNeeds, settleCheckout } from './settle-checkout.ts';

export interface ClaimNeeds extends SettleNeeds, RecogniseNeeds, EnrolNeeds {
  readonly supporters: SupporterStore;
  readonly checkouts: Pick<CheckoutStore, 'complete' | 'read'>;
  readonly reminders: Pick<ReminderStore, 'cancel'>;
  readonly limiter: AttemptLimiter;
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
  const proof = checkout === null ? null : proofIn(needs, checkout, claim.secret);
  if (checkout === null || proof === null) return refuse(needs);
  const settled = await settleCheckout(needs, checkout.session);
  if (settled.status !== 'complete') return fail({ kind: 'checkout-open' });
  // A supporter gets no reminder. If a bank debit fails weeks later, Stripe says so by e-mail.
  if (claim.reminderSecret !== null) {
    await cancelReminder(needs, { token: claim.reminderSecret, isForever: false });
  }
  // A secret that a page keeps may be any script's: only the cookie proves which browser it was before.
  const former = await readDevice(needs, claim.device ?? (proof === 'cookie' ? checkout.device : null), now);
  const added = await holdingOf(needs, { customer: settled.customer, expiresAt: settled.expiresAt, former });
  if (added === null) return refuse(needs);
  const enrolled = await enrolDevice(needs, { former, added: [added], now });
  const recognition = await recognise(needs, await readSupporters(needs, enrolled.device), now);
  if (!recognition.ok) return recognition;
  needs.log.write('checkout-claimed', { objectId: checkout.session, outcome: recognition.value.standing.reason });
  return succeed({ ...recognition.value, deviceToken: enrolled.token, returnUrl: checkout.returnUrl });
}

function refuse({ log }: ClaimNeeds): Result<never, Failure> {
  log.write('claim-refused', {});
  return fail({ kind: 'checkout-unknown' });
}

/** Which of the two secrets it is: of the browser's cookie, or of its page. Null for neither. */
function proofIn({ hasher }: ClaimNeeds, { id, claims }: Checkout, secret: string): 'cookie' | 'page' | null {
  if (claims.includes(cookieClaim(hasher, id, secret))) return 'cookie';
  return claims.includes(hasher.digest(secret)) ? 'page' : null;
}

interface Claiming extends Pick<Holding, 'customer'> {
  readonly expiresAt: Instant;
  readonly former: Device | null;
}
/**
 * A claim is as old as its checkout, whenever it is shown: "forget all browsers" ends it for good. What a mailed link proved
 * to this browser before stays proven.
 */
async function holdingOf(needs: ClaimNeeds, { customer, expiresAt, former }: Claiming): Promise<Holding | null> {
  const since = expiresAt - sessionLife;
  const supporter = await needs.supporters.read(customer);
  if (supporter !== null && since < supporter.devicesSince) return null;
  const held = former === null ? [] : await readHoldings(needs, former);
  const before = held.find(({ holding }) => holding.customer === customer)?.holding;
  return { customer, since: before?.since ?? since, isBorrowed: false, freshUntil: before?.freshUntil ?? 0 };
}
