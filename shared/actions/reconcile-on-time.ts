// What the timer does each night and each week: rings what Stripe lists, and what should have been heard of, into the
// queue; then goes on with erasures and heals the totals. A call that runs out of time leaves its place, and the next call
// goes on; one that comes when all is done does nothing, so the timer may call as often as it likes.
import { day, hour, type Instant, secondsOf } from '../core/time.ts';
import type { DoorbellQueue } from '../ports/doorbell-queue.ts';
import type { Ledger, LedgerName } from '../ports/ledger.ts';
import type { ReconcileRun, ReconcileStore } from '../ports/reconcile-store.ts';
import type { Clock, Journal } from '../ports/system.ts';
import { healTotals } from './heal-totals.ts';
import { reconcile } from './reconcile.ts';
import { type ResumeNeeds, resumeErasures } from './resume-erasures.ts';
import { type RingDueNeeds, ringWhatIsDue } from './ring-what-is-due.ts';

export interface ReconcileOnTimeNeeds extends ResumeNeeds, RingDueNeeds {
  readonly ledger: Pick<Ledger, 'page'>;
  readonly doorbells: DoorbellQueue;
  readonly reconciliations: ReconcileStore;
  readonly clock: Clock;
  readonly journal: Journal;
}
export interface TimedCall {
  readonly job: TimedJob;
  readonly hasTime: () => boolean;
}
export type TimedJob = 'nightly' | 'weekly';
interface Plan {
  readonly ledgers: readonly LedgerName[];
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
  nightly: { ledgers: ['events'], back: 72 * hour, every: 12 * hour },
  weekly: {
    ledgers: ['changes', 'memberships', 'checkouts', 'intents', 'invoices', 'refunds', 'disputes'],
    back: 40 * day,
    every: 4 * day,
  },
};
export async function reconcileOnTime(needs: ReconcileOnTimeNeeds, call: TimedCall): Promise<'done' | 'left'> {
  const { reconciliations, journal } = needs;
  const run = await runOf(needs, call.job);
  if (run.isDone) return 'done';
  const { ledgers } = plans[call.job];
  const ring = async (doorbell: Parameters<DoorbellQueue['send']>[0]) => {
    await needs.doorbells.send(doorbell);
    return 'queued' as const;
  };
  const place = await reconcile(
    {
      ledger: needs.ledger,
      ring,
      keepPlace: (next) => reconciliations.keepRun(call.job, { ...run, place: next }),
      hasTime: call.hasTime,
    },
    { ledgers, since: run.since, run: run.run, from: run.place },
  );
  if (place.ledger !== null || !call.hasTime()) return 'left';
  const due = (await ringWhatIsDue(needs, run)) + (await resumeErasures(needs, run.run));
  await healTotals({ totals: reconciliations, journal });
  await reconciliations.keepRun(call.job, { ...run, place, isDone: true });
  journal.note('reconcile-ran', { why: call.job, count: place.counts.queued + due });
  return 'done';
}

/** The one that is under way, or that ended lately; else a new one. */
async function runOf({ reconciliations, clock }: ReconcileOnTimeNeeds, job: TimedJob): Promise<ReconcileRun> {
  const now = clock.now();
  const { back, every } = plans[job];
  const last = await reconciliations.readRun(job);
  if (last !== null && now < last.startedAt + every) return last;
  const since = back === null ? null : now - back;
  return { run: nameOf(job, now), startedAt: now, since, place: null, isDone: false };
}

const nameOf = (job: TimedJob, now: Instant): string => `${job}${secondsOf(now).toString(36)}`;
