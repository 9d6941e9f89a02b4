// The browser that opened a checkout proves it did, and becomes a device. A complete session makes a device; only
// confirmed money makes standing and a pass. A wrong secret and an unknown checkout answer alike.
import type { Checkout } from '../core/checkout.ts';
import { type Device, deviceLife, holdAlso } from '../core/device.ts';
import type { Failure } from '../core/failure.ts';
import type { CheckoutId, CustomerId, Hash } from '../core/ids.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { type Instant, minute } from '../core/time.ts';
import type { AttemptLimit, AttemptLimiter } from '../ports/attempt-limiter.ts';
import type { CheckoutStore } from '../ports/checkout-store.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import type { Chance } from '../ports/system.ts';
import { cancelReminder } from './cancel-reminder.ts';
import { cookieClaim } from './create-checkout.ts';
import { type RecogniseNeeds, type Recognition, readSupporters, recognise } from './read-supporters.ts';
import { type SettleNeeds, settleCheckout } from './settle-checkout.ts';

export interface ClaimNeeds extends SettleNeeds, RecogniseNeeds {
  readonly supporters: SupporterStore;
  readonly checkouts: Pick<CheckoutStore, 'complete' | 'read'>;
  readonly devices: DeviceStore;
  readonly reminders: Pick<ReminderStore, 'cancel'>;
  readonly limiter: AttemptLimiter;
  readonly hasher: Hasher;
  readonly chance: Chance;
  readonly portalFreshMinutes: number;
}
export interface Claim {
  readonly checkout: CheckoutId;
  readonly secret: string;
  /** The device this browser already is. */
  readonly device: Hash | null;
  /** What this browser keeps of a promise to remind that it asked for. */
  readonly reminderSecret: string | null;
  readonly caller: string;
}
export interface Claimed extends Recognition {
  readonly deviceToken: string;
  readonly returnPage: string;
}

// A reader claims once or twice; a guesser would need 2^256 tries. This only keeps the guesses from costing us.
const byCaller: AttemptLimit = { name: 'claims-by-caller', most: 60, windowSeconds: 600 };

export async function claimCheckout(needs: ClaimNeeds, claim: Claim): Promise<Result<Claimed, Failure>> {
  const now = needs.clock.now();
  const waitSeconds = await needs.limiter.count(byCaller, claim.caller, now);
  if (waitSeconds !== null) return fail({ kind: 'too-many-attempts', retryAfterSeconds: waitSeconds });
  const checkout = await needs.checkouts.read(claim.checkout, now);
  if (checkout === null || !isProven(needs, checkout, claim.secret)) {
    needs.journal.note('claim-refused', {});
    return fail({ kind: 'checkout-unknown' });
  }
  const settled = await settleCheckout(needs, checkout.session);
  if (settled.status !== 'complete') return fail({ kind: 'checkout-open' });
  // Whoever gave is not reminded to; should a bank debit fail weeks later, they hear of it from Stripe.
  if (claim.reminderSecret !== null) {
    await cancelReminder(needs, { token: claim.reminderSecret, isForever: false });
  }
  const enrolled = await enrolDevice(needs, claim.device ?? checkout.device, settled.customer, now);
  const recognition = await recognise(needs, await readSupporters(needs, enrolled.device), now);
  if (!recognition.ok) return recognition;
  needs.journal.note('checkout-claimed', { objectId: checkout.session, outcome: recognition.value.standing.reason });
  return succeed({ ...recognition.value, deviceToken: enrolled.token, returnPage: checkout.returnUrl });
}

function isProven(needs: ClaimNeeds, checkout: Checkout, secret: string): boolean {
  const proofs = [needs.hasher.digest(secret), cookieClaim(needs.hasher, checkout.id, secret)];
  return checkout.claims.some((each) => proofs.includes(each));
}

// A new token each time, holding what the old one held: whoever saw the old cookie has nothing after the next claim.
async function enrolDevice(
  needs: ClaimNeeds,
  former: Hash | null,
  customer: CustomerId,
  now: Instant,
): Promise<{ device: Device; token: string }> {
  const held = former === null ? null : await needs.devices.read(former, now);
  const token = needs.chance.token(32);
  const device: Device = {
    hash: needs.hasher.digest(token),
    holdings: holdAlso(held?.holdings ?? [], { customer, since: now }),
    freshUntil: now + needs.portalFreshMinutes * minute,
    forgetAt: now + deviceLife,
  };
  await needs.devices.remember(device);
  if (former !== null) await needs.devices.forget(former);
  return { device, token };
}
