// The work of `npm run reconcile`: one ring after another is answered at once. What fails is tried again at the end, and
// named by its id where it fails then too; the place that is kept never passes a ring that failed.
import { type AnswerNeeds, answerDoorbell } from '../../shared/actions/answer-doorbell.ts';
import { compareOnly } from '../../shared/actions/compare-only.ts';
import { healTotals } from '../../shared/actions/heal-totals.ts';
import { reconcile } from '../../shared/actions/reconcile.ts';
import { ringOutcomeOf } from '../../shared/actions/ring-outcome-of.ts';
import type { Doorbell } from '../../shared/core/doorbell.ts';
import { hour, secondsOf } from '../../shared/core/time.ts';
import { type Ledger, type LedgerName, ledgers } from '../../shared/ports/ledger.ts';
import type { ReconcileRun, ReconcileStore, RingCounts, RingOutcome } from '../../shared/ports/reconcile-store.ts';
import type { Clock, Journal } from '../../shared/ports/system.ts';
import type { Screen } from '../progress.ts';
import { differenceLine } from './difference-line.ts';
import type { ReconcileWish } from './reconcile.ts';
import { type ReconcileProgress, reconcileProgress, wordsOf } from './reconcile-progress.ts';

export interface VisitListsNeeds {
  readonly ledger: Pick<Ledger, 'page'>;
  readonly reconciliations: ReconcileStore;
  readonly worker: AnswerNeeds;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly screen: Screen;
}
/** Without a wish: what Stripe may still be retrying. */
const usualBack = 72 * hour;
/** An older place points into lists that have moved on; beginning anew costs minutes. */
const placeLife = 24 * hour;

/** False where something could not be visited. */
export async function visitLists(needs: VisitListsNeeds, wish: ReconcileWish): Promise<boolean> {
  const isLately = wish.since === null && !wish.isFull;
  const names = isLately ? (['events'] as const) : ledgers.filter((each) => isLooked(each, wish));
  const progress = reconcileProgress(needs.screen, names);
  const run = wish.isDry ? beginning(needs, wish) : await goingOn(needs, wish, names);
  const rings = openRings(needs, wish, progress);
  const place = await reconcile(
    {
      ledger: needs.ledger,
      ring: rings.ring,
      keepPlace: async (next) => {
        progress.page(next);
        if (!wish.isDry && rings.failed.length === 0) await keep(needs, { ...run, place: next });
      },
    },
    { ledgers: names, since: run.since, run: run.run, from: run.place },
  );
  const left = await rings.again();
  if (!wish.isDry && left.length === 0) await keep(needs, { ...run, place, isDone: true });
  const counts = withSecondTry(place.counts, rings.mended, left.length);
  progress.line(`  ${wish.isDry ? 'Would be: ' : ''}${wordsOf(counts)}`);
  for (const { part, objectId } of left) progress.line(`  could not be visited: ${part} ${objectId}`);
  await tellTotals(needs, wish, progress);
  return left.length === 0;
}

/** The lists of everything there is need no events; since a day, changes tell of what is older than that day. */
const isLooked = (name: LedgerName, { isFull }: ReconcileWish): boolean =>
  name !== 'events' && (name !== 'changes' || !isFull);

const keep = ({ reconciliations }: VisitListsNeeds, run: ReconcileRun) => reconciliations.keepRun('command', run);

function beginning({ clock }: VisitListsNeeds, { since, isFull }: ReconcileWish): ReconcileRun {
  const now = clock.now();
  const from = since ?? (isFull ? null : now - usualBack);
  return { run: `command${secondsOf(now).toString(36)}`, startedAt: now, since: from, place: null, isDone: false };
}

/** The interrupted run of the same wish, else a new one. */
async function goingOn(needs: VisitListsNeeds, wish: ReconcileWish, names: readonly LedgerName[]) {
  const fresh = beginning(needs, wish);
  const last = await needs.reconciliations.readRun('command');
  if (last === null || last.isDone || fresh.startedAt > last.startedAt + placeLife) return fresh;
  const isSameWish = wish.since !== null || wish.isFull ? last.since === fresh.since : last.since !== null;
  const ledger = last.place?.ledger ?? null;
  return isSameWish && ledger !== null && names.includes(ledger) ? last : fresh;
}

function openRings(needs: VisitListsNeeds, wish: ReconcileWish, progress: ReconcileProgress) {
  const told = new Set<string>();
  const worker = wish.isDry
    ? compareOnly(needs.worker, (difference) => {
        const line = differenceLine(difference);
        if (!told.has(line)) progress.line(line);
        told.add(line);
      })
    : needs.worker;
  const failed: Doorbell[] = [];
  const mended: RingOutcome[] = [];
  const ring = async (doorbell: Doorbell) => {
    try {
      return ringOutcomeOf(await answerDoorbell(worker, doorbell));
    } catch {
      // Stripe or the table was away for a moment: one ring must not end the run. It is named if it fails again.
      failed.push(doorbell);
      return 'failed';
    }
  };
  const again = async (): Promise<readonly Doorbell[]> => {
    for (const doorbell of failed.splice(0)) {
      const outcome = await ring(doorbell);
      if (outcome !== 'failed') mended.push(outcome);
    }
    return failed;
  };
  return { ring, failed, mended, again };
}

/** The second try takes the place of the first in the counts. */
const withSecondTry = (counts: RingCounts, mended: readonly RingOutcome[], failed: number): RingCounts => {
  const again = (outcome: RingOutcome): number => mended.filter((each) => each === outcome).length;
  return {
    ...counts,
    changed: counts.changed + again('changed'),
    unchanged: counts.unchanged + again('unchanged'),
    foreign: counts.foreign + again('foreign'),
    failed,
  };
};

async function tellTotals(
  { reconciliations, journal }: VisitListsNeeds,
  { isDry }: ReconcileWish,
  progress: ReconcileProgress,
) {
  for (const { campaign, month, shard, held, sum } of await reconciliations.auditTotals()) {
    progress.line(`  total ${campaign} ${month} shard ${shard}: ${held.raisedMinor} is in truth ${sum.raisedMinor}`);
  }
  if (isDry) return;
  const { corrected, moved } = await healTotals({ totals: reconciliations, journal });
  progress.line(`  totals: corrected ${corrected}, left for the next run ${moved}`);
}
