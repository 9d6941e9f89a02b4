// Goes through Stripe's own lists and rings every part on them again. From an empty table this rebuilds everything;
// over a full one it finds what was lost. It keeps its place after each page, so an interrupted run goes on, and it asks
// one thing after another, which stays far below Stripe's rate limit.
import type { Doorbell } from '../core/doorbell.ts';
import type { Instant } from '../core/time.ts';
import type { Ledger, LedgerName } from '../ports/ledger.ts';

export interface ReconcileNeeds {
  readonly ledger: Ledger;
  /** What a ring leads to: an answer now, a place in the queue, or only a comparison. */
  readonly ring: (doorbell: Doorbell) => Promise<RingOutcome>;
  /** Told after each page; what it keeps is where the next run begins. */
  readonly keepPlace: (place: ReconcilePlace) => Promise<void>;
}
export type RingOutcome = 'changed' | 'unchanged' | 'foreign' | 'queued' | 'failed';
export interface ReconcilePlace {
  readonly ledger: LedgerName;
  readonly after: string | null;
  readonly counts: Readonly<Record<RingOutcome, number>>;
}
export interface ReconcileOrder {
  readonly ledgers: readonly LedgerName[];
  readonly since: Instant | null;
  /** Names this run; rings of one run for one part are one ring. */
  readonly run: string;
  readonly from: ReconcilePlace | null;
}
export const noCounts: ReconcilePlace['counts'] = { changed: 0, unchanged: 0, foreign: 0, queued: 0, failed: 0 };

export async function reconcile(needs: ReconcileNeeds, order: ReconcileOrder): Promise<ReconcilePlace['counts']> {
  const rung = new Set<string>();
  const left = order.from === null ? order.ledgers : order.ledgers.slice(order.ledgers.indexOf(order.from.ledger));
  let counts = order.from?.counts ?? noCounts;
  let after = order.from?.after ?? null;
  for (const ledger of left) {
    do {
      const page = await needs.ledger.page(ledger, order.since, after);
      for (const ring of page.doorbells) {
        const part = `${ring.part}_${ring.objectId}`;
        if (rung.has(part)) continue;
        rung.add(part);
        const outcome = await needs.ring({ ...ring, eventId: `${order.run}_${ring.objectId}` });
        counts = { ...counts, [outcome]: counts[outcome] + 1 };
      }
      after = page.after;
      await needs.keepPlace({ ledger, after, counts });
    } while (after !== null);
  }
  return counts;
}
