// Queues sync requests for what no event of Stripe announces: memberships that should have renewed or ended by now, parts that are too
// old to be held under a name, and supporters whose address is hashed under a pepper that was rotated. A night does so
// much of it; the rest is still there the next night.
import { day } from '../core/time.ts';
import type { EmailHasher } from '../ports/hasher.ts';
import type { ReconcileRun, ReconcileStore } from '../ports/reconcile-store.ts';
import type { SyncQueue } from '../ports/sync-queue.ts';
import type { Clock } from '../ports/system.ts';
import { reconcileEventId } from './reconcile.ts';

export interface RequestDueSyncsNeeds {
  readonly reconciliations: Pick<ReconcileStore, 'due'>;
  readonly syncQueue: SyncQueue;
  readonly emails: Pick<EmailHasher, 'pepper'>;
  readonly linkDays: number;
  readonly clock: Clock;
}
/** Stripe renews about an hour after the period's end; after a day its event is lost. */
const overdueAfter = day;
/** The worker answers some ten sync requests a second; the first night after an import would otherwise delay all others. */
const mostSyncRequests = 5000;

export async function requestDueSyncs(needs: RequestDueSyncsNeeds, { run }: ReconcileRun): Promise<number> {
  const now = needs.clock.now();
  let count = 0;
  const due = needs.reconciliations.due({
    overdueBefore: now - overdueAfter,
    agedBefore: now - needs.linkDays * day,
    pepper: await needs.emails.pepper(),
  });
  for await (const syncRequest of due) {
    if (count >= mostSyncRequests) break;
    await needs.syncQueue.send({ ...syncRequest, eventId: reconcileEventId(run, syncRequest.objectId) });
    count += 1;
  }
  return count;
}
