// What a reconciliation keeps and looks at beside the parts themselves: where a run stands, which memberships should have
// had an event by now, and whether the totals are the sum of what they count. An adapter must guarantee one thing above all: a
// total is only corrected while nobody moved it since it was looked at.
import type { Counted } from '../core/campaign.ts';
import type { SyncRequest } from '../core/sync-request.ts';
import type { Instant } from '../core/time.ts';
import type { ListingName } from './stripe-listing.ts';

export const reconcileJobs = ['nightly', 'weekly', 'command', 'recount'] as const;
export type ReconcileJob = (typeof reconcileJobs)[number];
export type ReconcileOutcome = 'changed' | 'unchanged' | 'foreign' | 'queued' | 'failed';
export type ReconcileCounts = Readonly<Record<ReconcileOutcome, number>>;

/** Where the lists stand: the next page of `listing`; null when all are done. */
export interface ReconcileCursor {
  readonly listing: ListingName | null;
  readonly after: string | null;
  readonly counts: ReconcileCounts;
}
export interface ReconcileRun {
  /** Names the run in the ids of its sync requests. */
  readonly run: string;
  readonly startedAt: Instant;
  /** What was created before is left out; null leaves out nothing. */
  readonly since: Instant | null;
  readonly cursor: ReconcileCursor | null;
  readonly isDone: boolean;
}
/** What makes something due; each names what it would be too old for. */
export interface DueBy {
  /** Memberships that should have renewed or ended before. */
  readonly overdueBefore: Instant;
  /** Parts that may not be held under a name any more. */
  readonly agedBefore: Instant;
  /** Supporters to whom an address leads under another pepper than this. */
  readonly pepper: string;
}
export type DueSync = Omit<SyncRequest, 'eventId'>;
/** One counter that is not the sum of what it counts. */
export interface TotalDifference extends Pick<Counted, 'campaign' | 'month'> {
  readonly shard: number;
  /** What the counter says; both 0 where there is none. */
  readonly held: { readonly raisedMinor: number; readonly contributions: number };
  /** The sum over payments and anonymous payments. */
  readonly sum: { readonly raisedMinor: number; readonly contributions: number };
  /** How often the counter had been moved; null where there is none. */
  readonly moves: number | null;
}
export interface ReconcileStore {
  readRun(job: ReconcileJob): Promise<ReconcileRun | null>;
  keepRun(job: ReconcileJob, run: ReconcileRun): Promise<void>;
  /** In no order; a supporter to whom several addresses lead may come several times. */
  due(by: DueBy): AsyncIterable<DueSync>;
  /** Takes out of every device until when a link was fresh, where that is over. */
  forgetFreshness(now: Instant): Promise<void>;
  auditTotals(): Promise<readonly TotalDifference[]>;
  /** `moved`: somebody counted meanwhile; what to correct is only known after another look. */
  correctTotal(difference: TotalDifference): Promise<'corrected' | 'moved'>;
}
