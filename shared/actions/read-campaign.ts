// A campaign's goal and how far it is, as the public may know it. Whoever reads moves the shown state on when it is due:
// no timer is needed, and a month that nobody looks at costs nothing.
import type { Campaign } from '../core/campaign.ts';
import {
  advanceProgress,
  type CampaignFigures,
  type DiscretionPolicy,
  emptyProgress,
} from '../core/campaign-progress.ts';
import type { Failure } from '../core/failure.ts';
import type { CampaignId } from '../core/ids.ts';
import type { Currency } from '../core/money.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { type Instant, type Month, monthOf } from '../core/time.ts';
import type { CampaignStore } from '../ports/campaign-store.ts';
import type { Clock } from '../ports/system.ts';

export interface ReadCampaignNeeds {
  readonly campaigns: readonly Campaign[];
  readonly campaignStore: CampaignStore;
  readonly discretion: DiscretionPolicy;
  readonly timeZone: string;
  readonly clock: Clock;
}
export interface CampaignShown {
  readonly campaign: CampaignId;
  readonly month: Month;
  readonly goalMinor: number;
  readonly raisedMinor: number;
  readonly contributions: number;
  readonly currency: Currency;
  readonly asOf: Instant;
}

export async function readCampaign(
  needs: ReadCampaignNeeds,
  requested: { readonly campaign: CampaignId | null },
): Promise<Result<CampaignShown, Failure>> {
  const campaign = needs.campaigns.find((each) => each.id === requested.campaign);
  if (campaign === undefined) return fail({ kind: 'campaign-not-found' });
  const now = needs.clock.now();
  const month = monthOf(now, needs.timeZone);
  const { raisedMinor, contributions, asOf } = await figuresOf(needs, campaign.id, month, now);
  const { goalMinor, currency } = campaign;
  return succeed({ campaign: campaign.id, month, goalMinor, raisedMinor, contributions, currency, asOf });
}

async function figuresOf(
  needs: ReadCampaignNeeds,
  campaign: CampaignId,
  month: Month,
  now: Instant,
): Promise<CampaignFigures> {
  const { campaignStore, discretion } = needs;
  const [total, before] = await Promise.all([
    campaignStore.readTotal(campaign, month),
    campaignStore.readProgress(campaign, month),
  ]);
  const progress = before ?? emptyProgress(campaign, month, now);
  const next = advanceProgress(progress, total, now, discretion);
  if (next !== progress) await campaignStore.publish(next, before);
  return next.shown;
}
