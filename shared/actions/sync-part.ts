// Makes one part of a supporter what Stripe says it is now. The order matters: read our version, *then* ask Stripe,
// then save against that version, moving it even when nothing changed; otherwise a slower sync could overwrite newer
// state with older. Nothing is counted up, so a sync may be repeated at any time.
import { type Campaign, countedOf } from '../core/campaign.ts';
import type { Marker } from '../core/checkout.ts';
import { startOfErasure } from '../core/erasure.ts';
import type { CustomerId, MembershipId, PaymentId } from '../core/ids.ts';
import { isAged } from '../core/is-aged.ts';
import { isSame } from '../core/is-same.ts';
import type { Part, PartKey } from '../core/supporter.ts';
import { day } from '../core/time.ts';
import { type Change, transitionOf } from '../core/transition.ts';
import type { AnonymousPaymentStore } from '../ports/anonymous-payment-store.ts';
import type { ErasureStore } from '../ports/erasure-store.ts';
import type { Payments } from '../ports/payments.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import type { Clock, Log, Pause } from '../ports/system.ts';
import { anonymiseSupporter } from './anonymise-supporter.ts';
import { backOff } from './back-off.ts';
import { isOfHeldMembership } from './is-of-held-membership.ts';
import { syncAnonymousPayment } from './sync-anonymous-payment.ts';

export interface SyncNeeds {
  readonly payments: Pick<Payments, 'readMembership' | 'readPayment'>;
  readonly supporters: Pick<SupporterStore, 'readVersioned' | 'save' | 'read'>;
  readonly anonymousPayments: AnonymousPaymentStore;
  readonly erasures: Pick<ErasureStore, 'begin'>;
  readonly campaigns: readonly Campaign[];
  readonly timeZone: string;
  /** For how long a part is held under its supporter's name. */
  readonly linkDays: number;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly log: Log;
}
export type SyncTarget =
  | { readonly kind: 'membership'; readonly customer: CustomerId; readonly id: MembershipId }
  | {
      readonly kind: 'payment';
      readonly customer: CustomerId;
      readonly id: PaymentId;
      /** Seen so on the way here: it may save a call, and nothing of what was seen is kept. */
      readonly isDisputed?: boolean;
    };
/**
 * `changed`: what we held was not what Stripe says, and now it is. `anonymised`: the same, of somebody who is gone; `erased`:
 * gone, and nothing was new; `aged`: the same of a part that is too old to be held under a name. `no-purpose-yet`: Stripe
 * does not yet say what this money is for; its event will follow. `foreign`: not ours.
 */
export type SyncOutcome = 'changed' | 'unchanged' | 'anonymised' | 'erased' | 'aged' | 'foreign' | 'no-purpose-yet';

/** More conflicts than this on one part mean something is wrong: the queue tries again later. */
const mostTries = 8;

export async function syncPart(needs: SyncNeeds, target: SyncTarget): Promise<SyncOutcome> {
  let key: PartKey = target;
  for (let sync = 0; sync < mostTries; sync += 1) {
    const versioned = await needs.supporters.readVersioned(key);
    const { part, marker, isOwnerGone } = await readPart(needs, target);
    if (part === null) return 'no-purpose-yet';
    // What we already hold is ours whatever its metadata say by now, and so is the money of a membership that we hold.
    if (versioned.part === null && marker === null && !(await isOfHeldMembership(needs.supporters, part)))
      return 'foreign';
    if (part.customer !== key.customer) {
      key = { ...key, customer: part.customer };
      continue;
    }
    if (isOwnerGone) {
      await eraseOwner(needs, key.customer);
      return syncBehindTombstone(needs, { key, target, wasHeld: versioned.part !== null });
    }
    if (isTooOld(needs, part)) {
      const aged = await syncAged(needs, { key, target, version: versioned.version });
      if (aged !== 'stale') return aged;
      continue;
    }
    // An anonymous payment stays one, also where names are now kept for longer: otherwise it would count twice.
    if (versioned.part === null && (await isAnonymous(needs, target))) {
      return syncBehindTombstone(needs, { key, target, wasHeld: false });
    }
    const counted = countedIn(needs, part);
    // Also what is the same is saved: only the version shows a slower sync that it is too late.
    const outcome = await needs.supporters.save({ key, versioned, part, counted });
    if (outcome === 'erased') return syncBehindTombstone(needs, { key, target, wasHeld: versioned.part !== null });
    if (outcome === 'saved') {
      // It may have grown too old just then: another sync may have made it anonymous before it was saved here.
      if (isTooOld(needs, part)) {
        const aged = await syncAged(needs, { key, target, version: versioned.version + 1 });
        if (aged !== 'stale') return aged;
        continue;
      }
      logTransition(needs, {
        before: versioned.part,
        after: part,
        isThroughCheckout: (marker?.checkout ?? null) !== null,
      });
      return isSame(versioned.part, part) && isSame(versioned.counted, counted) ? 'unchanged' : 'changed';
    }
    needs.log.write('sync-was-stale', { part: key.kind, objectId: key.id });
    await backOff(needs, sync);
  }
  throw new Error('a part stayed stale');
}

/** Once for each: no other save replaced this very version. */
export function logTransition({ log, clock }: SyncNeeds, change: Change): void {
  const transition = transitionOf(change, clock.now());
  if (transition === null) return;
  log.write(
    transition.kind,
    transition.kind === 'payment-confirmed' ? { frequency: transition.frequency, ...transition.money } : {},
  );
}

// Staff deleted it at Stripe, and the event has not arrived (yet). The nightly run does the rest.
async function eraseOwner(needs: SyncNeeds, customer: CustomerId): Promise<void> {
  const isNews = (await needs.supporters.read(customer))?.isErased !== true;
  if (isNews) await needs.erasures.begin(customer, startOfErasure(needs.clock.now()));
  await anonymiseSupporter(needs, customer);
}

export const isTooOld = ({ clock, linkDays }: SyncNeeds, part: Part): boolean =>
  isAged(part, clock.now() - linkDays * day);

export const isAnonymous = async ({ anonymousPayments }: SyncNeeds, target: SyncTarget): Promise<boolean> =>
  target.kind === 'payment' && (await anonymousPayments.readVersioned(target.id)).version > 0;

// Nobody who was erased comes back; their payments stay as anonymous payments.
async function syncBehindTombstone(needs: SyncNeeds, { key, target, wasHeld }: Behind): Promise<SyncOutcome> {
  await needs.anonymousPayments.remove(key);
  const outcome = target.kind === 'payment' ? await syncAnonymousPayment(needs, target.id) : 'erased';
  return outcome === 'erased' && wasHeld ? 'anonymised' : outcome;
}
interface Behind {
  readonly key: PartKey;
  readonly target: SyncTarget;
  /** It lay under its supporter's name until now. */
  readonly wasHeld: boolean;
}

// Time alone took it from its supporter, so that is no difference to Stripe: only another amount is.
// And a grant given late makes what was too old young again: who read it before that takes nothing away.
async function syncAged(
  needs: SyncNeeds,
  { key, target, version }: { readonly key: PartKey; readonly target: SyncTarget; readonly version: number },
): Promise<SyncOutcome | 'stale'> {
  if ((await needs.anonymousPayments.remove(key, version)) === 'stale') return 'stale';
  const outcome = target.kind === 'payment' ? await syncAnonymousPayment(needs, target.id) : 'erased';
  await needs.anonymousPayments.release(key.customer);
  return outcome === 'erased' ? 'aged' : outcome;
}

interface PartRead {
  readonly part: Part | null;
  readonly marker: Marker | null;
  readonly isOwnerGone: boolean;
}
async function readPart(needs: SyncNeeds, target: SyncTarget): Promise<PartRead> {
  if (target.kind === 'membership') {
    const { membership, marker, isOwnerGone } = await needs.payments.readMembership(target.id);
    return { part: membership, marker, isOwnerGone };
  }
  const { payment, marker, isOwnerGone } = await needs.payments.readPayment(target.id, {
    isDisputed: target.isDisputed === true,
  });
  return { part: payment, marker, isOwnerGone };
}

function countedIn(needs: SyncNeeds, part: Part) {
  return part.kind === 'payment' ? countedOf(part, needs.campaigns, needs.timeZone) : null;
}
