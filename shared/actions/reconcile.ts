// Goes through Stripe's own lists and rings every part on them again. From an empty table this rebuilds everything;
// over a full one it finds what was lost. It keeps its place after each page, so an interrupted run goes on, and it asks
// one thing after another, which stays far below Stripe's rate limit.
import type { Doorbell } from '../core/doorbell.ts';
import type { Instant } from '../core/time.ts';
import type { Ledger, LedgerName } from '../ports/ledger.ts';
import type { ReconcilePlace, RingCounts, RingOutcome } from '../ports/reconcile-store.ts';
import { reconcilePrefix } from './answer-doorbell.ts';

export interface ReconcileNeeds {
  readonly ledger: Pick<Ledger, 'page'>;
  /** What a ring leads to: an answer now, a place in the queue, or only a comparison. A throw ends the run where it is. */
  readonly ring: (doorbell: Doorbell) => Promise<RingOutcome>;
  /** Told after each page; what it keeps is where the next run begins. */
  readonly keepPlace: (place: ReconcilePlace) => Promise<void>;
  /** Asked before each page; where it says no, the run ends there and its place says what is left. */
  readonly hasTime?: () => boolean;
}
export interface ReconcileOrder {
  readonly ledgers: readonly LedgerName[];
  readonly since: Instant | null;
  /** Names this run; rings of one run for one part are one ring. */
  readonly run: string;
  readonly from: ReconcilePlace | null;
}
export const noCounts: RingCounts = { changed: 0, unchanged: 0, foreign: 0, queued: 0, failed: 0 };

/** Answers where it came to: done when `ledger` is null. */
export async function reconcile(needs: ReconcileNeeds, order: ReconcileOrder): Promise<ReconcilePlace> {
  const rung = new Set<string>();
  let place = order.from ?? { ledger: order.ledgers[0] ?? null, after: null, counts: noCounts };
  while (place.ledger !== null && (needs.hasTime?.() ?? true)) {
    // Memberships are few, and an old one changes as a new one does: of them none is left out.
    const since = place.ledger === 'memberships' ? null : order.since;
    const page = await needs.ledger.page(place.ledger, since, place.after);
    let { counts } = place;
    for (const ring of page.doorbells) {
      const part = `${ring.part}_${ring.objectId}`;
      if (rung.has(part)) continue;
      rung.add(part);
      const outcome = await needs.ring({ ...ring, eventId: ringId(order.run, ring.objectId) });
      counts = { ...counts, [outcome]: counts[outcome] + 1 };
    }
    place = {
      ledger: page.after === null ? nextOf(order.ledgers, place.ledger) : place.ledger,
      after: page.after,
      counts,
    };
    await needs.keepPlace(place);
  }
  return place;
}

/** The queue swallows what comes twice within a run, as after an interruption. */
export const ringId = (run: string, objectId: string): string => `${reconcilePrefix}${run}_${objectId}`;

const nextOf = (all: readonly LedgerName[], ledger: LedgerName): LedgerName | null =>
  all[all.indexOf(ledger) + 1] ?? null;
