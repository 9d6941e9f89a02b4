// The browser that opened a checkout proves it did, and becomes a device. That proves who opened it and not who paid, so it
// gives standing and nothing else (`rights.ts`). A complete session makes a device; only confirmed money makes a pass. A
// wrong secret and an unknown checkout answer alike.
import type { Checkout } from '../core/checkout.ts';
import type { Device, Holding } from '../core/device.ts';
import type { Failure } from '../core/failure.ts';
import type { CheckoutId, CustomerId, Hash } from '../core/ids.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { standingOf } from '../core/standing.ts';
import type { Instant } from '../core/time.ts';
import type { AttemptLimit, AttemptLimiter } from '../ports/attempt-limiter.ts';
import type { CheckoutStore } from '../ports/checkout-store.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import { cancelByCapability } from './cancel-reminder.ts';
import { type EnrolNeeds, enrolDevice } from './enrol-device.ts';
import { claimProof } from './new-checkout.ts';
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
  /** What this browser keeps of a reminder that it confirmed. */
  readonly reminderSecret: string | null;
  readonly caller: string;
}
export interface Claimed extends Recognition {
  readonly deviceToken: string;
  readonly returnUrl: string;
}

// A guesser would need 2^256 tries; this only keeps the guesses from costing us more than a look. Only failures count, and
// they stop nobody's proof: readers behind one exit of a VPN must not pay for each other's.
const byCaller: AttemptLimit = { name: 'claims-by-caller', most: 60, windowSeconds: 600 };

export async function claimCheckout(needs: ClaimNeeds, claim: Claim): Promise<Result<Claimed, Failure>> {
  const now = needs.clock.now();
  const checkout = await needs.checkouts.read(claim.checkout, now);
  const proof = checkout === null ? null : claimProof(needs.hasher, checkout, claim.secret);
  if (checkout === null || proof === null) return refuse(needs, claim, now);
  const customer = (await storedPayer(needs, checkout, now)) ?? (await settledPayer(needs, checkout));
  if (customer === null) return fail({ kind: 'checkout-open' });
  // A supporter gets no reminder. If a bank debit fails weeks later, Stripe says so by e-mail.
  if (claim.reminderSecret !== null) {
    await cancelByCapability(needs, { token: claim.reminderSecret, isForever: false });
  }
  // A secret that a page keeps may be any script's: only the cookie proves which browser it was before.
  const former = await readDevice(needs, claim.device ?? (proof === 'cookie' ? checkout.device : null), now);
  const added = await holdingOf(needs, customer, former);
  if (added === null) return refuse(needs, claim, now);
  const enrolled = await enrolDevice(needs, { former, added: [added], now, by: 'claim' });
  const recognition = await recognise(needs, await readSupporters(needs, enrolled.device), now);
  if (!recognition.ok) return recognition;
  needs.log.write('checkout-claimed', { objectId: checkout.session, outcome: recognition.value.standing.reason });
  return succeed({ ...recognition.value, deviceToken: enrolled.token, returnUrl: checkout.returnUrl });
}

/**
 * Where the worker was here first, all is stored, and Stripe has nothing to add: the next event or the nightly
 * reconciliation brings what changes. Null where what is stored gives no standing yet.
 */
async function storedPayer(needs: ClaimNeeds, { customer }: Checkout, now: Instant): Promise<CustomerId | null> {
  if (customer === null) return null;
  const supporter = await needs.supporters.read(customer);
  return supporter !== null && standingOf(supporter, now, needs.policy).supporter ? customer : null;
}

/** Of several sessions of one press the reader may have paid any: the last one in another tab, or an earlier one. */
async function settledPayer(
  needs: ClaimNeeds,
  { session, earlier = [], customer }: Checkout,
): Promise<CustomerId | null> {
  const last = await settleCheckout(needs, session, earlier.length === 0 ? customer : null);
  if (last.status === 'complete') return last.customer;
  for (const each of earlier.toReversed()) {
    const settled = await settleCheckout(needs, each);
    if (settled.status === 'complete') return settled.customer;
  }
  return null;
}

async function refuse({ log, limiter }: ClaimNeeds, { caller }: Claim, now: Instant): Promise<Result<never, Failure>> {
  log.write('claim-refused', {});
  const waitSeconds = await limiter.count(byCaller, caller, now);
  if (waitSeconds !== null) return fail({ kind: 'too-many-attempts', retryAfterSeconds: waitSeconds });
  return fail({ kind: 'checkout-unknown' });
}

/**
 * A claim is of the first generation, whenever it is shown: each checkout makes a supporter of its own, so "forget all browsers"
 * always comes after it and ends it for good. What a mailed link proved to this browser before stays proven.
 */
async function holdingOf(
  needs: ClaimNeeds,
  customer: Holding['customer'],
  former: Device | null,
): Promise<Holding | null> {
  const supporter = await needs.supporters.read(customer);
  if (supporter !== null && supporter.generation > 0) return null;
  const held = former === null ? [] : await readHoldings(needs, former);
  const before = held.find(({ holding }) => holding.customer === customer)?.holding;
  return { customer, generation: 0, isBorrowed: false, freshUntil: before?.freshUntil ?? 0 };
}
