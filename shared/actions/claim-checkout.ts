// The browser that opened a checkout proves it did, and becomes a device. That proves who opened it and not who paid, so it
// gives standing and nothing else (`rights.ts`). A complete session makes a device; only confirmed money makes a pass. A
// wrong secret and an unknown checkout answer alike.
import type { Checkout } from '../core/checkout.ts';
import type { Holding } from '../core/device.ts';
import type { Failure } from '../core/failure.ts';
import type { CheckoutId, CustomerId, Hash, SessionId } from '../core/ids.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { standingOf } from '../core/standing.ts';
import type { Supporter } from '../core/supporter.ts';
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
  readonly secret: string;
  /** The device this browser already is. */
  readonly device: Hash | null;
  /** What this browser keeps of a reminder that it confirmed. */
  readonly reminderSecret: string | null;
  readonly caller: string;
}
export interface Claimed extends Recognition {
  readonly deviceToken: string;
  /** Those that are paid, in the order in which they were named. */
  readonly paid: Several<Checkout>;
  /** Named, and nobody can pay them any more, or they prove nothing here. */
  readonly over: readonly CheckoutId[];
}
type Several<T> = readonly [T, ...T[]];

// A guesser would need 2^256 tries; this only keeps the guesses from costing us more than a look. Only failures count, and
// they stop nobody's proof: readers behind one exit of a VPN must not pay for each other's.
const byCaller: AttemptLimit = { name: 'claims-by-caller', most: 60, windowSeconds: 600 };

export const claimCheckout = (
  needs: ClaimNeeds,
  { checkout, ...claim }: Claim & { readonly checkout: CheckoutId },
): Promise<Result<Claimed, Failure>> => claimCheckouts(needs, [checkout], claim);

/** All that one secret proves at once: what several tabs paid is held together. One Stripe read for each that nobody has paid. */
export async function claimCheckouts(
  needs: ClaimNeeds,
  ids: readonly CheckoutId[],
  claim: Claim,
): Promise<Result<Claimed, Failure>> {
  const now = needs.clock.now();
  const proven = (await Promise.all(ids.map((id) => provenBy(needs, id, claim.secret, now)))).flatMap(
    (each) => each ?? [],
  );
  if (proven.length === 0) return refuse(needs, claim, now);
  const looked = await Promise.all(
    proven.map(async (each) => ({ ...each, payers: await payersOf(needs, each.checkout, now) })),
  );
  const complete = looked.flatMap(({ payers, ...each }) =>
    payers === 'open' || payers === 'over' ? [] : [{ ...each, payers }],
  );
  if (complete.length === 0) return fail({ kind: 'checkout-open' });
  // A supporter gets no reminder. If a bank debit fails weeks later, Stripe says so by e-mail.
  if (claim.reminderSecret !== null) {
    await cancelByCapability(needs, { token: claim.reminderSecret, isForever: false });
  }
  // A secret that a page keeps may be any script's: only the cookie proves which browser it was before.
  const before = complete.find(({ proof, checkout }) => proof === 'cookie' && checkout.device !== null);
  const former = await readDevice(needs, claim.device ?? before?.checkout.device ?? null, now);
  const known = former === null ? [] : (await readHoldings(needs, former)).map(({ holding }) => holding);
  const held = complete.flatMap(({ checkout, payers }) => {
    const holdings = payers.flatMap((payer) => holdingOf(payer, known) ?? []);
    return holdings.length === 0 ? [] : [{ checkout, holdings }];
  });
  const [first, ...others] = held;
  if (first === undefined) return refuse(needs, claim, now);
  const added = held.flatMap(({ holdings }) => holdings);
  const enrolled = await enrolDevice(needs, { former, added, now, by: 'claim' });
  const recognition = await recognise(needs, await readSupporters(needs, enrolled.device), now);
  if (!recognition.ok) return recognition;
  for (const { checkout } of held)
    needs.log.write('checkout-claimed', { objectId: checkout.session, outcome: recognition.value.standing.reason });
  const open = looked.flatMap(({ payers, checkout }) => (payers === 'open' ? [checkout.id] : []));
  const alive = [...open, ...held.map(({ checkout }) => checkout.id)];
  return succeed({
    ...recognition.value,
    deviceToken: enrolled.token,
    paid: [first.checkout, ...others.map(({ checkout }) => checkout)],
    over: ids.filter((id) => !alive.includes(id)),
  });
}

async function provenBy(needs: ClaimNeeds, id: CheckoutId, secret: string, now: Instant) {
  const checkout = await needs.checkouts.read(id, now);
  const proof = checkout === null ? null : claimProof(needs.hasher, checkout, secret);
  return checkout === null || proof === null ? null : { checkout, proof };
}

interface Payer {
  readonly customer: CustomerId;
  /** Null where only its checkout is stored. */
  readonly supporter: Supporter | null;
}
/** `open`: it may be paid yet. `over`: nobody paid it, and nobody can any more. */
type Payers = readonly Payer[] | 'open' | 'over';
/**
 * Where the worker was here first, all is stored, and Stripe has nothing to add: the next event or the nightly
 * reconciliation brings what changes. Stripe is asked where what is stored gives no standing yet, and where one press
 * opened several sessions: of those the reader may have paid any, in another tab too, or all.
 */
async function payersOf(needs: ClaimNeeds, checkout: Checkout, now: Instant): Promise<Payers> {
  const { session, earlier = [], customer } = checkout;
  if (earlier.length > 0) return settledPayers(needs, [...earlier, session]);
  const stored = customer === null ? null : await needs.supporters.read(customer);
  if (stored !== null && standingOf(stored, now, needs.policy).supporter) return [payerOf(stored)];
  return settledPayers(needs, [session], { customer, supporter: stored });
}
const payerOf = (supporter: Supporter): Payer => ({ customer: supporter.customer, supporter });

const noPayer = { customer: null, supporter: null };

async function settledPayers(
  needs: ClaimNeeds,
  sessions: readonly SessionId[],
  stored: { readonly customer: CustomerId | null; readonly supporter: Supporter | null } = noPayer,
): Promise<Payers> {
  const payers: Payer[] = [];
  let isOpen = false;
  for (const session of sessions) {
    const settled = await settleCheckout(needs, session, stored.customer);
    if (settled.status === 'open') isOpen = true;
    if (settled.status !== 'complete') continue;
    const { customer } = settled;
    payers.push({ customer, supporter: stored.supporter ?? (await needs.supporters.read(customer)) });
  }
  if (payers.length > 0) return payers;
  return isOpen ? 'open' : 'over';
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
function holdingOf({ customer, supporter }: Payer, known: readonly Holding[]): Holding | null {
  if (supporter !== null && supporter.generation > 0) return null;
  const before = known.find((holding) => holding.customer === customer);
  return { customer, generation: 0, isBorrowed: false, freshUntil: before?.freshUntil ?? 0 };
}
