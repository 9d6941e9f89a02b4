// What the timer does each night and each week: queues a sync request for what Stripe lists, and for
// what is overdue; then continues erasures, forgets until when links were fresh, and corrects the totals. A call that runs out of time saves its cursor, and the
// next call continues; one that comes when all is done does nothing, so the timer may call as often as it likes.
import { day, hour, type Instant, secondsOf } from '../core/time.ts';
import type { ReconcileRun, ReconcileStore } from '../ports/reconcile-store.ts';
import type { ListingName, StripeListing } from '../ports/stripe-listing.ts';
import type { SyncQueue } from '../ports/sync-queue.ts';
import type { Clock, Log } from '../ports/system.ts';
import { healTotals } from './heal-totals.ts';
import { reconcile } from './reconcile.ts';
import { type RequestDueSyncsNeeds, requestDueSyncs } from './request-due-syncs.ts';
import { type ResumeNeeds, resumeErasures } from './resume-erasures.ts';

export interface ReconcileOnTimeNeeds extends ResumeNeeds, RequestDueSyncsNeeds {
  readonly listing: Pick<StripeListing, 'page'>;
  readonly syncQueue: SyncQueue;
  readonly reconciliations: ReconcileStore;
  readonly clock: Clock;
  readonly log: Log;
}
export interface TimedCall {
  readonly job: TimedJob;
  readonly hasTime: () => boolean;
}
export type TimedJob = 'nightly' | 'weekly';
interface Plan {
  readonly listings: readonly ListingName[];
  /** How far back; null is everything there is. */
  readonly back: number | null;
  /** A run begins only so long after the last one began: more than its calls are spread over, less than their return. */
  readonly every: number;
}
/**
 * Stripe retries a webhook for three days. The lists hold what was made lately, and nothing of a customer; so the week
 * looks at what changed as well, as far back as Stripe keeps events (30 days): an old dispute may be decided, or a giver
 * deleted, while nobody heard us.
 */
const plans: Readonly<Record<TimedJob, Plan>> = {
  nightly: { listings: ['events'], back: 72 * hour, every: 12 * hour },
  weekly: {
    listings: ['changes', 'memberships', 'checkouts', 'intents', 'invoices', 'refunds', 'disputes'],
    back: 40 * day,
    every: 4 * day,
  },
};
export async function reconcileOnTime(needs: ReconcileOnTimeNeeds, call: TimedCall): Promise<'done' | 'left'> {
  const { reconciliations, log } = needs;
  const run = await runOf(needs, call.job);
  if (run.isDone) return 'done';
  const { listings } = plans[call.job];
  const syncRequest = async (syncRequest: Parameters<SyncQueue['send']>[0]) => {
    await needs.syncQueue.send(syncRequest);
    return 'queued' as const;
  };
  const cursor = await reconcile(
    {
      listing: needs.listing,
      syncRequest,
      saveCursor: (next) => reconciliations.keepRun(call.job, { ...run, cursor: next }),
      hasTime: call.hasTime,
    },
    { listings, since: run.since, run: run.run, from: run.cursor },
  );
  if (cursor.listing !== null || !call.hasTime()) return 'left';
  const due = (await requestDueSyncs(needs, run)) + (await resumeErasures(needs, run.run));
  await reconciliations.forgetFreshness(needs.clock.now());
  await healTotals({ totals: reconciliations, log });
  await reconciliations.keepRun(call.job, { ...run, cursor, isDone: true });
  log.write('reconcile-ran', { why: call.job, count: cursor.counts.queued + due });
  return 'done';
}

/** The one that is under way, or that ended lately; else a new one. */
async function runOf({ reconciliations, clock }: ReconcileOnTimeNeeds, job: TimedJob): Promise<ReconcileRun> {
  const now = clock.now();
  const { back, every } = plans[job];
  const last = await reconciliations.readRun(job);
  if (last !== null && now < last.startedAt + every) return last;
  const since = back === null ? null : now - back;
  return { run: nameOf(job, now), startedAt: now, since, cursor: null, isDone: false };
}

const nameOf = (job: TimedJob, now: Instant): string => `${job}${secondsOf(now).toString(36)}`;
