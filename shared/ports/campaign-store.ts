// What was published of campaigns, and the payments it is made of. Totals are moved only by the supporter store, in the
// transaction of the part that moved them.

import type { Counted } from '../core/campaign.ts';
import type { CampaignProgress } from '../core/campaign-progress.ts';
import type { CampaignId } from '../core/ids.ts';
import type { Instant, Month } from '../core/time.ts';

/** One payment that counts somewhere, whoever's it was. */
export interface CountedPayment {
  readonly counted: Counted;
  readonly confirmedAt: Instant;
}
export interface CampaignStore {
  readProgress(campaign: CampaignId, month: Month): Promise<CampaignProgress | null>;
  /** In no order. It looks through everything, so only a job may ask. */
  countedPayments(): AsyncIterable<CountedPayment>;
  /** What was published for the same morning, or a later one, stays. */
  publish(progress: CampaignProgress): Promise<void>;
}
