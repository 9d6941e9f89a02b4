// The work of `npm run reconcile`: it answers each sync request at once. What fails is tried again at the end, and its id is
// printed if it fails again. The saved cursor never moves past a failed sync request.
import type { Screen } from '../../local/environment/progress.ts';
import { type AnswerNeeds, answerSyncRequest } from '../../shared/actions/answer-sync-request.ts';
import { compareOnly } from '../../shared/actions/compare-only.ts';
import { healTotals } from '../../shared/actions/heal-totals.ts';
import { reconcile, reconcileOutcomeOf } from '../../shared/actions/reconcile.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import { hour, secondsOf } from '../../shared/core/time.ts';
import type {
  ReconcileCounts,
  ReconcileOutcome,
  ReconcileRun,
  ReconcileStore,
} from '../../shared/ports/reconcile-store.ts';
import { type ListingName, listings, type StripeListing } from '../../shared/ports/stripe-listing.ts';
import type { Clock, Log } from '../../shared/ports/system.ts';
import { differenceLine } from '../terminal/difference-line.ts';
import { type ReconcileProgress, reconcileProgress, textOf } from './reconcile-progress.ts';

export interface SyncListingsNeeds {
  readonly listing: Pick<StripeListing, 'page'>;
  readonly reconciliations: ReconcileStore;
  readonly worker: AnswerNeeds;
  readonly clock: Clock;
  readonly log: Log;
  readonly screen: Screen;
}
export interface ReconcileInput {
  /** Null for the usual span, and with `isFull` for everything. */
  readonly since: number | null;
  readonly isFull: boolean;
  readonly isDry: boolean;
}
/** The usual span: what Stripe may still be retrying. */
const usualBack = 72 * hour;
/** An older cursor points into lists that have changed; a new start costs only minutes. */
const cursorLife = 24 * hour;

/** False if something could not be synced. */
export async function syncListings(needs: SyncListingsNeeds, input: ReconcileInput): Promise<boolean> {
  const isRecentOnly = input.since === null && !input.isFull;
  const names = isRecentOnly ? (['events'] as const) : listings.filter((each) => isListed(each, input));
  const progress = reconcileProgress(needs.screen, names);
  const run = input.isDry ? beginning(needs, input) : await resumeOrBegin(needs, input, names);
  const syncRequests = openListedSyncs(needs, input, progress);
  const cursor = await reconcile(
    {
      listing: needs.listing,
      syncRequest: syncRequests.sync,
      saveCursor: async (next) => {
        progress.page(next);
        if (!input.isDry && syncRequests.failed.length === 0) await save(needs, { ...run, cursor: next });
      },
    },
    { listings: names, since: run.since, run: run.run, from: run.cursor },
  );
  const left = await syncRequests.again();
  if (!input.isDry && left.length === 0) await save(needs, { ...run, cursor, isDone: true });
  const counts = withSecondTry(cursor.counts, syncRequests.recovered, left.length);
  progress.line(`  ${input.isDry ? 'Dry run: ' : ''}${textOf(counts)}`);
  for (const { part, objectId } of left) progress.line(`  could not be synced: ${part} ${objectId}`);
  await printTotals(needs, input, progress);
  return left.length === 0;
}

/** Full lists need no events. With --since, the listing `changes` covers objects that are older than that day. */
const isListed = (name: ListingName, { isFull }: ReconcileInput): boolean =>
  name !== 'events' && (name !== 'changes' || !isFull);

const save = ({ reconciliations }: SyncListingsNeeds, run: ReconcileRun) => reconciliations.keepRun('command', run);

function beginning({ clock }: SyncListingsNeeds, { since, isFull }: ReconcileInput): ReconcileRun {
  const now = clock.now();
  const from = since ?? (isFull ? null : now - usualBack);
  return { run: `command${secondsOf(now).toString(36)}`, startedAt: now, since: from, cursor: null, isDone: false };
}

/** The interrupted run of the same request, else a new one. */
async function resumeOrBegin(needs: SyncListingsNeeds, input: ReconcileInput, names: readonly ListingName[]) {
  const fresh = beginning(needs, input);
  const last = await needs.reconciliations.readRun('command');
  if (last === null || last.isDone || fresh.startedAt > last.startedAt + cursorLife) return fresh;
  const isSameInput = input.since !== null || input.isFull ? last.since === fresh.since : last.since !== null;
  const listing = last.cursor?.listing ?? null;
  return isSameInput && listing !== null && names.includes(listing) ? last : fresh;
}

function openListedSyncs(needs: SyncListingsNeeds, input: ReconcileInput, progress: ReconcileProgress) {
  const printed = new Set<string>();
  const worker = input.isDry
    ? compareOnly(needs.worker, (difference) => {
        const line = differenceLine(difference);
        if (!printed.has(line)) progress.line(line);
        printed.add(line);
      })
    : needs.worker;
  const failed: SyncRequest[] = [];
  const recovered: ReconcileOutcome[] = [];
  const sync = async (syncRequest: SyncRequest) => {
    try {
      return reconcileOutcomeOf(await answerSyncRequest(worker, syncRequest));
    } catch {
      // Stripe or the table failed for a moment. One failure must not end the run; its id is printed if it fails again.
      failed.push(syncRequest);
      return 'failed';
    }
  };
  const again = async (): Promise<readonly SyncRequest[]> => {
    for (const syncRequest of failed.splice(0)) {
      const outcome = await sync(syncRequest);
      if (outcome !== 'failed') recovered.push(outcome);
    }
    return failed;
  };
  return { sync, failed, recovered, again };
}

/** The result of the second try replaces that of the first in the counts. */
const withSecondTry = (
  counts: ReconcileCounts,
  recovered: readonly ReconcileOutcome[],
  failed: number,
): ReconcileCounts => {
  const again = (outcome: ReconcileOutcome): number => recovered.filter((each) => each === outcome).length;
  return {
    ...counts,
    changed: counts.changed + again('changed'),
    unchanged: counts.unchanged + again('unchanged'),
    foreign: counts.foreign + again('foreign'),
    failed,
  };
};

async function printTotals(
  { reconciliations, log }: SyncListingsNeeds,
  { isDry }: ReconcileInput,
  progress: ReconcileProgress,
) {
  for (const { campaign, month, shard, held, sum } of await reconciliations.auditTotals()) {
    progress.line(`  total ${campaign} ${month} shard ${shard}: ${held.raisedMinor} should be ${sum.raisedMinor}`);
  }
  if (isDry) return;
  const { corrected, moved } = await healTotals({ totals: reconciliations, log });
  progress.line(`  totals: corrected ${corrected}, left for the next run ${moved}`);
}
