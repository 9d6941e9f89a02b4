// The nightly look at erasures that were begun: the interrupted ones get a sync request, so that the worker continues
// them; of those that are through, the last traces are taken away: in other browsers, and in checkouts that still name it.
import { day } from '../core/time.ts';
import type { ErasureStore } from '../ports/erasure-store.ts';
import type { SyncQueue } from '../ports/sync-queue.ts';
import type { Clock, Log } from '../ports/system.ts';
import { reconcileEventId } from './reconcile.ts';

export interface ResumeNeeds {
  readonly erasures: Pick<ErasureStore, 'unfinished' | 'removeTraces' | 'moveOn'>;
  readonly syncQueue: SyncQueue;
  readonly clock: Clock;
  readonly log: Log;
}
/** Longer than any night in which the worker could have ended it, counted from the beginning of its day. */
const patience = 3 * day;

/** Answers how many sync requests were queued. */
export async function resumeErasures(needs: ResumeNeeds, run: string): Promise<number> {
  const { erasures, syncQueue, clock, log } = needs;
  const unfinished = await erasures.unfinished();
  await removeTraces(
    needs,
    unfinished.filter(({ step }) => step === 'traces').map(({ customer }) => customer),
  );
  const interrupted = unfinished.filter(({ step }) => step !== 'traces' && step !== 'redaction');
  for (const { customer } of interrupted) {
    const syncRequest = { part: 'customer', objectId: customer, customerId: customer } as const;
    await syncQueue.send({ ...syncRequest, eventId: reconcileEventId(run, customer) });
  }
  const waiting = interrupted.filter(({ startedAt }) => startedAt + patience < clock.now()).length;
  if (waiting > 0) log.write('erasure-is-late', { count: waiting });
  return interrupted.length;
}

/** What is left after it is for staff: asking Stripe to redact what it keeps. */
export async function removeTraces(
  { erasures, clock }: Pick<ResumeNeeds, 'erasures' | 'clock'>,
  customers: readonly Parameters<ErasureStore['moveOn']>[0][],
): Promise<void> {
  if (customers.length === 0) return;
  await erasures.removeTraces(customers);
  for (const customer of customers) await erasures.moveOn(customer, 'redaction', clock.now());
}
