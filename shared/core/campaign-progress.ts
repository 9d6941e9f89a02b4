// What the public sees of a campaign: rounded, delayed, and frozen until enough payments moved it, so that no single
// gift can be read from two looks at it. The exact totals never leave the table.
import type { CampaignId } from './ids.ts';
import { hour, type Instant, type Month } from './time.ts';

/** The exact state of one campaign's month. `counts` goes up each time a payment comes in or goes out. */
export interface CampaignTotal {
  readonly campaign: CampaignId;
  readonly month: Month;
  readonly raisedMinor: number;
  readonly contributions: number;
  readonly counts: number;
}
export interface CampaignFigures {
  readonly raisedMinor: number;
  readonly contributions: number;
  /** Those of the exact total they were made from; never shown. */
  readonly counts: number;
  readonly asOf: Instant;
}
/** What is shown now, and what will be shown once it is old enough. */
export interface CampaignProgress {
  readonly campaign: CampaignId;
  readonly month: Month;
  readonly shown: CampaignFigures;
  readonly coming: CampaignFigures | null;
}
export interface DiscretionPolicy {
  /** Amounts are shown in whole steps of this, rounded down. */
  readonly stepMinor: number;
  /** Figures are shown only when they are this old. */
  readonly delayHours: number;
  /** New figures are taken only after so many payments came in or went out: one gift and its refund are two. */
  readonly leastCounts: number;
}

/** Before enough moved, a month shows nothing raised: that is true of every month's beginning. */
export const emptyProgress = (campaign: CampaignId, month: Month, now: Instant): CampaignProgress => ({
  campaign,
  month,
  shown: { raisedMinor: 0, contributions: 0, counts: 0, asOf: now - (now % hour) },
  coming: null,
});

/** The next state of what is shown; the same object while nothing changes. */
export function advanceProgress(
  progress: CampaignProgress,
  total: CampaignTotal,
  now: Instant,
  policy: DiscretionPolicy,
): CampaignProgress {
  const { shown, coming } = progress;
  if (coming !== null) {
    return now < coming.asOf + policy.delayHours * hour ? progress : { ...progress, shown: coming, coming: null };
  }
  if (total.counts - shown.counts < policy.leastCounts) return progress;
  const raisedMinor = Math.max(0, Math.floor(total.raisedMinor / policy.stepMinor) * policy.stepMinor);
  return { ...progress, coming: { raisedMinor, contributions: total.contributions, counts: total.counts, asOf: now } };
}
