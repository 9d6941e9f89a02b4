// The nightly look at erasures that were begun: those that were interrupted are rung, so that the worker goes on with
// them; of those that are through, the last traces are taken away: in other browsers, and in checkouts that still name it.
import { day } from '../core/time.ts';
import type { DoorbellQueue } from '../ports/doorbell-queue.ts';
import type { ErasureStore } from '../ports/erasure-store.ts';
import type { Clock, Journal } from '../ports/system.ts';
import { ringId } from './reconcile.ts';

export interface ResumeNeeds {
  readonly erasures: Pick<ErasureStore, 'unfinished' | 'removeTraces' | 'moveOn'>;
  readonly doorbells: DoorbellQueue;
  readonly clock: Clock;
  readonly journal: Journal;
}
/** Longer than any night in which the worker could have ended it. */
const patience = 2 * day;

/** Answers how many were rung. */
export async function resumeErasures(needs: ResumeNeeds, run: string): Promise<number> {
  const { erasures, doorbells, clock, journal } = needs;
  const unfinished = await erasures.unfinished();
  await removeTraces(
    needs,
    unfinished.filter(({ place }) => place === 'traces').map(({ customer }) => customer),
  );
  const interrupted = unfinished.filter(({ place }) => place !== 'traces' && place !== 'redaction');
  for (const { customer } of interrupted) {
    const ring = { part: 'customer', objectId: customer, customerId: customer } as const;
    await doorbells.send({ ...ring, eventId: ringId(run, customer) });
  }
  const waiting = interrupted.filter(({ startedAt }) => startedAt + patience < clock.now()).length;
  if (waiting > 0) journal.note('erasure-is-late', { count: waiting });
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
