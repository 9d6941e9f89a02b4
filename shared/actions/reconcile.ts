// Reads Stripe's lists and makes a sync request for every part on them. From an empty table this rebuilds everything; over
// a full one it finds what was lost. It saves its cursor after each page, so an interrupted run continues. It makes one
// call after another, which stays far below Stripe's rate limit.
import type { SyncRequest } from '../core/sync-request.ts';
import type { Instant } from '../core/time.ts';
import type { ReconcileCounts, ReconcileCursor, ReconcileOutcome } from '../ports/reconcile-store.ts';
import type { ListingName, StripeListing } from '../ports/stripe-listing.ts';
import { type Answered, reconcilePrefix } from './answer-sync-request.ts';

export interface ReconcileNeeds {
  readonly listing: Pick<StripeListing, 'page'>;
  /** What is done with a sync request: answered now, queued, or only compared. A throw ends the run where it is. */
  readonly syncRequest: (syncRequest: SyncRequest) => Promise<ReconcileOutcome>;
  /** Called after each page; the next run begins at the saved cursor. */
  readonly saveCursor: (cursor: ReconcileCursor) => Promise<void>;
  /** Asked before each page; where it says no, the run ends and its cursor says what is left. */
  readonly hasTime?: () => boolean;
}
export interface ReconcileScope {
  readonly listings: readonly ListingName[];
  readonly since: Instant | null;
  /** Names this run; the sync requests of one run for one part are one request. */
  readonly run: string;
  readonly from: ReconcileCursor | null;
}
export const noCounts: ReconcileCounts = { changed: 0, unchanged: 0, foreign: 0, queued: 0, failed: 0 };

/** Answers where it came to: done when `listing` is null. */
export async function reconcile(needs: ReconcileNeeds, scope: ReconcileScope): Promise<ReconcileCursor> {
  const taken = new Set<string>();
  let cursor = scope.from ?? { listing: scope.listings[0] ?? null, after: null, counts: noCounts };
  while (cursor.listing !== null && (needs.hasTime?.() ?? true)) {
    // Memberships are few, and an old one changes as a new one does: of them none is left out.
    const since = cursor.listing === 'memberships' ? null : scope.since;
    const page = await needs.listing.page(cursor.listing, since, cursor.after);
    let { counts } = cursor;
    for (const syncRequest of page.syncRequests) {
      const part = `${syncRequest.part}_${syncRequest.objectId}`;
      if (taken.has(part)) continue;
      taken.add(part);
      const outcome = await needs.syncRequest({
        ...syncRequest,
        eventId: reconcileEventId(scope.run, syncRequest.objectId),
      });
      counts = { ...counts, [outcome]: counts[outcome] + 1 };
    }
    cursor = {
      listing: page.after === null ? nextOf(scope.listings, cursor.listing) : cursor.listing,
      after: page.after,
      counts,
    };
    await needs.saveCursor(cursor);
  }
  return cursor;
}

/** The queue swallows what comes twice within a run, as after an interruption. */
export const reconcileEventId = (run: string, objectId: string): string => `${reconcilePrefix}${run}_${objectId}`;

const nextOf = (all: readonly ListingName[], listing: ListingName): ListingName | null =>
  all[all.indexOf(listing) + 1] ?? null;

/** Money that Stripe does not link to anything counts as another app's. */
const meanings: Readonly<Record<Answered, ReconcileOutcome>> = {
  changed: 'changed',
  anonymised: 'changed',
  unchanged: 'unchanged',
  erased: 'unchanged',
  aged: 'unchanged',
  open: 'unchanged',
  expired: 'unchanged',
  foreign: 'foreign',
  'no-purpose-yet': 'foreign',
};
/** How a reconciliation counts a sync request that was answered at once. */
export const reconcileOutcomeOf = (answered: Answered): ReconcileOutcome => meanings[answered];
