// Makes one part of a supporter what Stripe says it is now. The order is load-bearing: note our version, *then* ask
// Stripe, then save against the noted version, moving it even when nothing changed; otherwise a slower visit could lay
// an older truth over a newer one. Nothing is counted up, so a visit may be repeated at any time.
import { type Campaign, countedOf } from '../core/campaign.ts';
import type { Marker } from '../core/checkout.ts';
import type { CustomerId, MembershipId, PaymentId } from '../core/ids.ts';
import { isAged } from '../core/is-aged.ts';
import { isSame } from '../core/is-same.ts';
import type { Part, PartKey } from '../core/supporter.ts';
import { day } from '../core/time.ts';
import { type Change, turnOf } from '../core/turn.ts';
import type { BookStore } from '../ports/book-store.ts';
import type { ErasureStore } from '../ports/erasure-store.ts';
import type { Payments } from '../ports/payments.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import type { Clock, Journal } from '../ports/system.ts';
import { unlinkSupporter } from './unlink-supporter.ts';
import { visitBook } from './visit-book.ts';

export interface VisitNeeds {
  readonly payments: Pick<Payments, 'readMembership' | 'readPayment'>;
  readonly supporters: Pick<SupporterStore, 'note' | 'save' | 'read'>;
  readonly books: BookStore;
  readonly erasures: Pick<ErasureStore, 'begin'>;
  readonly campaigns: readonly Campaign[];
  readonly timeZone: string;
  /** For how long a part is held under its supporter's name. */
  readonly linkDays: number;
  readonly clock: Clock;
  readonly journal: Journal;
}
export type PartPlace =
  | { readonly kind: 'membership'; readonly customer: CustomerId; readonly id: MembershipId }
  | {
      readonly kind: 'payment';
      readonly customer: CustomerId;
      readonly id: PaymentId;
      /** Seen so on the way here: it may save a call, and nothing of what was seen is kept. */
      readonly isDisputed?: boolean;
    };
/**
 * `changed`: what we held was not what Stripe says, and now it is. `booked`: the same, of somebody who is gone; `erased`:
 * gone, and nothing was new; `aged`: the same of a part that is too old to be held under a name. `unlinked`: Stripe does
 * not yet say what this money is for; its ring will come. `foreign`: not ours.
 */
export type VisitOutcome = 'changed' | 'unchanged' | 'booked' | 'erased' | 'aged' | 'foreign' | 'unlinked';

/** More conflicts than this on one part mean something is wrong: the queue tries again later. */
const mostVisits = 8;

export async function visitPart(needs: VisitNeeds, place: PartPlace): Promise<VisitOutcome> {
  let key: PartKey = place;
  for (let visit = 0; visit < mostVisits; visit += 1) {
    const noted = await needs.supporters.note(key);
    const { part, marker, isOwnerGone } = await readPart(needs, place);
    if (part === null) return 'unlinked';
    // What we already hold is ours whatever its metadata say by now.
    if (noted.part === null && marker === null) return 'foreign';
    if (part.customer !== key.customer) {
      key = { ...key, customer: part.customer };
      continue;
    }
    if (isOwnerGone) {
      await eraseOwner(needs, key.customer);
      return visitBehindTombstone(needs, { key, place, wasHeld: noted.part !== null });
    }
    if (isTooOld(needs, part)) {
      const aged = await visitAged(needs, { key, place, version: noted.version });
      if (aged !== 'stale') return aged;
      continue;
    }
    // What went into the books stays there, also where names are kept for longer by now: else it would count twice.
    if (noted.part === null && (await isBooked(needs, place))) {
      return visitBehindTombstone(needs, { key, place, wasHeld: false });
    }
    const counted = countedIn(needs, part);
    // Also what is the same is saved: only the version then tells a slower visit that it came too late.
    const outcome = await needs.supporters.save({ key, noted, part, counted });
    if (outcome === 'erased') return visitBehindTombstone(needs, { key, place, wasHeld: noted.part !== null });
    if (outcome === 'saved') {
      // It may have grown too old just then: who saw that first booked it before it was saved here.
      if (isTooOld(needs, part)) {
        const aged = await visitAged(needs, { key, place, version: noted.version + 1 });
        if (aged !== 'stale') return aged;
        continue;
      }
      tellTurn(needs, { before: noted.part, after: part, isThroughCheckout: (marker?.checkout ?? null) !== null });
      return isSame(noted.part, part) && isSame(noted.counted, counted) ? 'unchanged' : 'changed';
    }
    needs.journal.note('visit-was-stale', { part: key.kind, objectId: key.id });
  }
  throw new Error('a part stayed stale');
}

/** Once for each: no other save replaced this very version. */
function tellTurn({ journal, clock }: VisitNeeds, change: Change): void {
  const turn = turnOf(change, clock.now());
  if (turn === null) return;
  journal.note(turn.kind, turn.kind === 'payment-confirmed' ? { frequency: turn.frequency, ...turn.money } : {});
}

// Staff deleted it at Stripe, and its ring did not come (yet): what else is to be done, the night does.
async function eraseOwner(needs: VisitNeeds, customer: CustomerId): Promise<void> {
  const isNews = (await needs.supporters.read(customer))?.isErased !== true;
  if (isNews) await needs.erasures.begin(customer, needs.clock.now());
  await unlinkSupporter(needs, customer);
}

const isTooOld = ({ clock, linkDays }: VisitNeeds, part: Part): boolean => isAged(part, clock.now() - linkDays * day);

const isBooked = async ({ books }: VisitNeeds, place: PartPlace): Promise<boolean> =>
  place.kind === 'payment' && (await books.note(place.id)).version > 0;

// Nobody who was erased comes back; their money stays in the books.
async function visitBehindTombstone(needs: VisitNeeds, { key, place, wasHeld }: Behind): Promise<VisitOutcome> {
  await needs.books.unlink(key);
  const outcome = place.kind === 'payment' ? await visitBook(needs, place.id) : 'erased';
  return outcome === 'erased' && wasHeld ? 'booked' : outcome;
}
interface Behind {
  readonly key: PartKey;
  readonly place: PartPlace;
  /** It lay under its supporter's name until now. */
  readonly wasHeld: boolean;
}

// Time alone took it from its supporter, so that is no difference to Stripe: only another amount is.
// And a grant given late makes what was too old young again: who read it before that takes nothing away.
async function visitAged(
  needs: VisitNeeds,
  { key, place, version }: { readonly key: PartKey; readonly place: PartPlace; readonly version: number },
): Promise<VisitOutcome | 'stale'> {
  if ((await needs.books.unlink(key, version)) === 'stale') return 'stale';
  const outcome = place.kind === 'payment' ? await visitBook(needs, place.id) : 'erased';
  await needs.books.release(key.customer);
  return outcome === 'erased' ? 'aged' : outcome;
}

interface PartRead {
  readonly part: Part | null;
  readonly marker: Marker | null;
  readonly isOwnerGone: boolean;
}
async function readPart(needs: VisitNeeds, place: PartPlace): Promise<PartRead> {
  if (place.kind === 'membership') {
    const { membership, marker, isOwnerGone } = await needs.payments.readMembership(place.id);
    return { part: membership, marker, isOwnerGone };
  }
  const { payment, marker, isOwnerGone } = await needs.payments.readPayment(place.id, {
    isDisputed: place.isDisputed === true,
  });
  return { part: payment, marker, isOwnerGone };
}

function countedIn(needs: VisitNeeds, part: Part) {
  return part.kind === 'payment' ? countedOf(part, needs.campaigns, needs.timeZone) : null;
}
