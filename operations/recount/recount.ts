// The work of `npm run recount`: after a change of rates, time zone or campaigns it finds every payment that counts something
// else by now, and syncs it as any sync does. So a running worker and this command never overwrite each other. What is
// right already is not written, so after an interruption the same command goes on where it stopped.
import type { Screen } from '../../local/environment/progress.ts';
import { type AnswerNeeds, answerSyncRequest } from '../../shared/actions/answer-sync-request.ts';
import { healTotals } from '../../shared/actions/heal-totals.ts';
import { countedOf } from '../../shared/core/campaign.ts';
import { isSame } from '../../shared/core/is-same.ts';
import type { CountingPayment, CountingPayments } from '../../shared/ports/counting-payments.ts';
import type { ReconcileStore } from '../../shared/ports/reconcile-store.ts';
import type { Clock, Log } from '../../shared/ports/system.ts';
import { countingName } from './counting-settings.ts';

export interface RecountNeeds {
  readonly payments: CountingPayments;
  /** With the settings of today. */
  readonly worker: AnswerNeeds;
  readonly reconciliations: Pick<ReconcileStore, 'keepRun' | 'auditTotals' | 'correctTotal'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly screen: Pick<Screen, 'write'>;
}
const reportEvery = 1000;

/** False if a payment could not be counted again. */
export async function recount(needs: RecountNeeds, { isDry }: { readonly isDry: boolean }): Promise<boolean> {
  const { worker, screen } = needs;
  await keep(needs, isDry, false);
  let [seen, recounted, failed] = [0, 0, 0];
  for await (const payment of needs.payments()) {
    seen += 1;
    if (seen % reportEvery === 0) screen.write(`  … ${seen} payments read, ${recounted} counted again\n`);
    if (isSame(payment.counted, countedOf(payment, worker.campaigns, worker.timeZone))) continue;
    if (isDry || (await isSynced(worker, payment))) recounted += 1;
    else {
      failed += 1;
      screen.write(`  could not be counted again: ${payment.id}\n`);
    }
  }
  screen.write(
    `  ${seen} payments read; ${isDry ? 'to be counted' : 'counted'} again ${recounted}, failed ${failed}\n`,
  );
  if (isDry) return true;
  const { corrected, moved } = await healTotals({ totals: needs.reconciliations, log: needs.log });
  screen.write(`  totals: corrected ${corrected}, left for the night ${moved}\n`);
  if (failed === 0) await keep(needs, isDry, true);
  return failed === 0;
}

async function isSynced(worker: AnswerNeeds, { id, customer }: CountingPayment): Promise<boolean> {
  try {
    await answerSyncRequest(worker, { eventId: `recount_${id}`, part: 'payment', objectId: id, customerId: customer });
    return true;
  } catch {
    // Stripe or the table failed for a moment. One failure must not end the run; its id is printed.
    return false;
  }
}

/** `doctor` reads with which settings the counters were computed, and whether that ended. */
async function keep({ reconciliations, worker, clock }: RecountNeeds, isDry: boolean, isDone: boolean): Promise<void> {
  if (isDry) return;
  const run = { run: countingName(worker), startedAt: clock.now(), since: null, cursor: null, isDone };
  await reconciliations.keepRun('recount', run);
}
