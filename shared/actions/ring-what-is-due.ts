// Rings what no event of Stripe's will tell of: memberships that should have renewed or ended by now, parts that are too
// old to be held under a name, and supporters whose address is hashed under a pepper that was rotated. A night does so
// much of it; what is left still lies there the next night.
import { day } from '../core/time.ts';
import type { DoorbellQueue } from '../ports/doorbell-queue.ts';
import type { EmailHasher } from '../ports/hasher.ts';
import type { ReconcileRun, ReconcileStore } from '../ports/reconcile-store.ts';
import type { Clock } from '../ports/system.ts';
import { ringId } from './reconcile.ts';

export interface RingDueNeeds {
  readonly reconciliations: Pick<ReconcileStore, 'due'>;
  readonly doorbells: DoorbellQueue;
  readonly emails: Pick<EmailHasher, 'pepper'>;
  readonly linkDays: number;
  readonly clock: Clock;
}
/** Stripe renews about an hour after the period's end; after a day its ring is lost. */
const overdueAfter = day;
/** The worker answers some ten rings a second; a first night after an import would else hold up everybody else's. */
const mostRings = 5000;

export async function ringWhatIsDue(needs: RingDueNeeds, { run }: ReconcileRun): Promise<number> {
  const now = needs.clock.now();
  let count = 0;
  const due = needs.reconciliations.due({
    overdueBefore: now - overdueAfter,
    agedBefore: now - needs.linkDays * day,
    pepper: await needs.emails.pepper(),
  });
  for await (const ring of due) {
    if (count >= mostRings) break;
    await needs.doorbells.send({ ...ring, eventId: ringId(run, ring.objectId) });
    count += 1;
  }
  return count;
}
