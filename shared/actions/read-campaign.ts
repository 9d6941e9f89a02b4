// A campaign's goal and how far it is, as it was last published. Reading changes nothing.
import type { Campaign } from '../core/campaign.ts';
import { isPublishable, shownMinor } from '../core/campaign-progress.ts';
import type { Failure } from '../core/failure.ts';
import type { CampaignId } from '../core/ids.ts';
import type { Currency } from '../core/money.ts';
import type { Offer } from '../core/offer.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { type Month, monthBefore, monthOf } from '../core/time.ts';
import type { CampaignStore } from '../ports/campaign-store.ts';
import type { Clock } from '../ports/system.ts';

export interface ReadCampaignNeeds {
  readonly campaigns: readonly Campaign[];
  readonly campaignStore: Pick<CampaignStore, 'readProgress'>;
  readonly offer: Offer;
  readonly timeZone: string;
  readonly clock: Clock;
}
export interface CampaignShown {
  readonly campaign: CampaignId;
  readonly month: Month;
  readonly goalMinor: number;
  /** At least so much, in tenths of the goal; null where nothing is published, or too little to encourage anybody. */
  readonly raisedMinor: number | null;
  readonly currency: Currency;
  /** The final figure of the month before, once it is published. */
  readonly lastMonth: { readonly month: Month; readonly raisedMinor: number } | null;
}

export async function readCampaign(
  { campaigns, campaignStore, offer, timeZone, clock }: ReadCampaignNeeds,
  requested: { readonly campaign: CampaignId | null },
): Promise<Result<CampaignShown, Failure>> {
  const campaign = campaigns.find((each) => each.id === requested.campaign);
  if (campaign === undefined) return fail({ kind: 'campaign-not-found' });
  const month = monthOf(clock.now(), timeZone);
  const shown = { campaign: campaign.id, month, goalMinor: campaign.goalMinor, currency: campaign.currency };
  if (!isPublishable(campaign, offer)) return succeed({ ...shown, raisedMinor: null, lastMonth: null });
  const ended = monthBefore(month);
  const [current, last] = await Promise.all([
    campaignStore.readProgress(campaign.id, month),
    campaignStore.readProgress(campaign.id, ended),
  ]);
  const finallyPassed = last?.finallyPassed ?? null;
  const passed = current?.passed ?? 0;
  return succeed({
    ...shown,
    raisedMinor: passed < (campaign.shownFromTenths ?? 0) ? null : shownMinor(campaign, passed),
    lastMonth: finallyPassed === null ? null : { month: ended, raisedMinor: shownMinor(campaign, finallyPassed) },
  });
}
