// Campaign totals, and what was last shown of them. Totals are moved only by the supporter store, in the transaction of
// the part that moved them; an adapter lets exactly one of several equal publications win.
import type { CampaignProgress, CampaignTotal } from '../core/campaign-progress.ts';
import type { CampaignId } from '../core/ids.ts';
import type { Month } from '../core/time.ts';

export interface CampaignStore {
  /** The sum over all shards; it may be some seconds old. */
  readTotal(campaign: CampaignId, month: Month): Promise<CampaignTotal>;
  readProgress(campaign: CampaignId, month: Month): Promise<CampaignProgress | null>;
  /** Puts `next` in the place of `before`; what another caller put there meanwhile stays. */
  publish(next: CampaignProgress, before: CampaignProgress | null): Promise<void>;
}
