// Makes several parts of one supporter what Stripe says now, reading each once and saving all in one transaction. The order
// is that of every sync: read the versions of all parts by one consistent look, *then* ask Stripe, then save against
// those versions, moving each also where nothing changed. A part that only the answer named has the version 0 if that
// look did not show it; if the look came after the answer and shows it, Stripe is asked again.
import { endOfComplete } from '../core/checkout.ts';
import type { CustomerId, PaymentId, SessionId } from '../core/ids.ts';
import { isSame } from '../core/is-same.ts';
import { reminderSource } from '../core/reminder.ts';
import type { CheckoutStore } from '../ports/checkout-store.ts';
import type { EmailHasher } from '../ports/hasher.ts';
import type { CheckoutTruth, PartsTruth, Payments } from '../ports/payments.ts';
import { mostPartsSaved, type SupporterStore, type VersionedSupporter } from '../ports/supporter-store.ts';
import { backOff } from './back-off.ts';
import { type FoundPart, findParts, sortParts } from './found-part.ts';
import { isTooOld, logTransition, type SyncNeeds, type SyncOutcome, syncPart } from './sync-part.ts';

export interface SupporterSyncNeeds extends SyncNeeds {
  readonly payments: SyncNeeds['payments'] & Pick<Payments, 'readParts'>;
  readonly supporters: Pick<
    SupporterStore,
    'readVersioned' | 'save' | 'read' | 'pointEmail' | 'readAllVersioned' | 'saveAll'
  >;
  readonly checkouts: Pick<CheckoutStore, 'complete'>;
  readonly emails: EmailHasher;
}
export interface SupporterSync {
  /** Null where only a checkout can say whose it is. */
  readonly customer: CustomerId | null;
  /** cs_, sub_, pi_ or in_. */
  readonly objectIds: readonly string[];
  readonly disputed?: ReadonlySet<PaymentId>;
  /** Sessions that we stored as complete before. */
  readonly completed?: ReadonlySet<SessionId>;
}
export interface SupporterSynced {
  readonly truth: PartsTruth;
  /** Of every part that was asked for or found, by its id. */
  readonly outcomes: ReadonlyMap<string, SyncOutcome>;
}

/** More refusals than this mean something is wrong: the queue tries again later. */
const mostTries = 8;

export async function syncSupporter(needs: SupporterSyncNeeds, sync: SupporterSync): Promise<SupporterSynced> {
  const outcomes = new Map<string, SyncOutcome>();
  const completed = new Set(sync.completed);
  const { objectIds, disputed = new Set<PaymentId>() } = sync;
  let { customer } = sync;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const before = customer === null ? null : await needs.supporters.readAllVersioned(customer);
    const truth = await needs.payments.readParts({ objectIds, disputed });
    const checkouts = completeCheckouts(truth);
    const owner = customer ?? checkouts[0]?.customer ?? null;
    if (owner === null) return { truth, outcomes };
    customer = owner;
    await storeComplete(needs, checkouts, completed);
    const versioned = before ?? (await needs.supporters.readAllVersioned(owner));
    const found = findParts(truth, owner, disputed).filter(({ target }) => !outcomes.has(target.id));
    // What was read before its version may be older than what is stored.
    if (before === null && found.some(({ target }) => versioned.parts.has(target.id))) continue;
    const round = { owner, versioned, checkouts, found, outcomes };
    if (!(await saveRound(needs, round))) {
      await backOff(needs, tries);
      continue;
    }
    return { truth, outcomes };
  }
  throw new Error('a part stayed stale');
}

interface Round {
  readonly owner: CustomerId;
  readonly versioned: VersionedSupporter;
  readonly checkouts: readonly CompleteCheckout[];
  readonly found: readonly FoundPart[];
  readonly outcomes: Map<string, SyncOutcome>;
}

/** False where something was refused: then all that is not saved yet is read again. */
async function saveRound(needs: SupporterSyncNeeds, round: Round): Promise<boolean> {
  const { versioned, outcomes } = round;
  const { saved: saves, ...sorted } = await sortParts(needs, round.found, versioned);
  const [first = null, ...others] = await addressesOf(needs, round.checkouts);
  // Whether an address may lead here is known only after the parts that are somebody's no longer.
  const isAddressSure = first !== null && others.length === 0 && sorted.apart.length === 0;
  for (let from = 0; from < saves.length; from += mostPartsSaved) {
    const parts = saves.slice(from, from + mostPartsSaved);
    const address = isAddressSure
      ? { emailHash: first, isKnown: versioned.addresses.some((each) => isSame(each, first)) }
      : null;
    if ((await needs.supporters.saveAll({ customer: round.owner, parts, address })) === 'stale') {
      needs.log.write('sync-was-stale', { count: parts.length });
      return false;
    }
    for (const save of parts) {
      const isUnchanged = isSame(save.versioned.part, save.part) && isSame(save.versioned.counted, save.counted);
      outcomes.set(save.key.id, isUnchanged ? 'unchanged' : 'changed');
      const isThroughCheckout = (save.marker?.checkout ?? null) !== null;
      logTransition(needs, { before: save.versioned.part, after: save.part, isThroughCheckout });
    }
  }
  for (const { id, outcome } of sorted.decided) outcomes.set(id, outcome);
  // It may have grown too old just then: another sync may have made it anonymous before it was saved here.
  const aged = saves.filter(({ part }) => isTooOld(needs, part)).map(({ target }) => target);
  for (const target of [...sorted.apart, ...aged]) outcomes.set(target.id, await syncPart(needs, target));
  if (!isAddressSure || saves.length === 0) await pointAfterwards(needs, round);
  return true;
}

/** The parts that a checkout made, as far as Stripe links them yet. */
export const madeBy = ({ membership, payments }: CheckoutTruth): readonly string[] =>
  membership === null ? payments : [membership, ...payments];

type CompleteCheckout = CheckoutTruth & { readonly customer: CustomerId };

/** Those of ours that were paid or need no payment. */
function completeCheckouts({ checkouts }: PartsTruth): readonly CompleteCheckout[] {
  return [...checkouts.values()].flatMap((each) => {
    if (each.marker === null || each.status !== 'complete') return [];
    if (each.customer === null) throw new Error('a complete checkout names no customer');
    return [{ ...each, customer: each.customer }];
  });
}

async function storeComplete(
  needs: SupporterSyncNeeds,
  checkouts: readonly CompleteCheckout[],
  completed: Set<SessionId>,
): Promise<void> {
  for (const { marker, customer, session, isUnreadable } of checkouts) {
    if (completed.has(session) || marker === null || marker.checkout === null) continue;
    const first = await needs.checkouts.complete(marker.checkout, customer, endOfComplete(needs.clock.now()));
    completed.add(session);
    if (isUnreadable) needs.log.write('address-unreadable', { objectId: session });
    // Counted, never joined: which reminder it was nobody can say.
    if (first?.source === reminderSource) needs.log.write('given-after-reminder', {});
  }
}

// A typed address proves nothing: it is only a pointer, by keyed hash, for who can later show it is theirs.
async function addressesOf(needs: SupporterSyncNeeds, checkouts: readonly CompleteCheckout[]) {
  const emails = new Set(checkouts.flatMap(({ email }) => email ?? []));
  return Promise.all([...emails].map((email) => needs.emails.hashEmail(email)));
}

async function pointAfterwards(needs: SupporterSyncNeeds, { checkouts, outcomes }: Round): Promise<void> {
  for (const checkout of checkouts) {
    const { email, customer } = checkout;
    if (email === null || isNobodyLeft(madeBy(checkout).flatMap((id) => outcomes.get(id) ?? []))) continue;
    await needs.supporters.pointEmail(await needs.emails.hashEmail(email), customer);
  }
}

/** To who is gone no address leads, also where an empty table has forgotten their tombstone, or all is too old to be theirs. */
const isNobodyLeft = (outcomes: readonly SyncOutcome[]): boolean =>
  outcomes.includes('erased') ||
  (outcomes.length > 0 && outcomes.every((each) => each === 'anonymised' || each === 'aged'));
