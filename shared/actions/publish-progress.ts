// Publishes how far campaigns are: each morning over the payments that are a day old, and on the eighth the final figure of the
// month before. A reader's request publishes nothing, so no request can choose between which two gifts a figure is taken.
import type { Campaign } from '../core/campaign.ts';
import {
  type CampaignProgress,
  capMinor,
  edgesPassed,
  type Figure,
  finalDay,
  isPublishable,
  leastAge,
  morning,
} from '../core/campaign-progress.ts';
import type { Offer } from '../core/offer.ts';
import { dayOfMonth, type Instant, lastTimeOfDay, type Month, monthBefore, monthOf } from '../core/time.ts';
import type { BandEdges } from '../ports/band-edges.ts';
import type { CampaignStore, CountedPayment } from '../ports/campaign-store.ts';
import type { Clock, Log } from '../ports/system.ts';

export interface PublishProgressNeeds {
  readonly campaigns: readonly Campaign[];
  readonly offer: Offer;
  readonly timeZone: string;
  readonly campaignStore: CampaignStore;
  readonly edges: BandEdges;
  readonly clock: Clock;
  readonly log: Log;
}
interface Due {
  readonly campaign: Campaign;
  readonly month: Month;
  readonly figure: Figure;
  readonly published: CampaignProgress | null;
}

export async function publishProgress(needs: PublishProgressNeeds): Promise<void> {
  const { campaignStore, clock, timeZone, log } = needs;
  const at = lastTimeOfDay(clock.now(), morning, timeZone);
  const due = await dueAt(needs, at);
  if (due.length === 0) return;
  const payments: CountedPayment[] = [];
  for await (const payment of campaignStore.countedPayments()) {
    if (payment.confirmedAt <= at - leastAge) payments.push(payment);
  }
  for (const each of due) await campaignStore.publish(await nextOf(needs, each, payments, at));
  log.write('progress-published', { count: due.length });
}

/** What this morning still owes. */
async function dueAt({ campaigns, offer, timeZone, campaignStore }: PublishProgressNeeds, at: Instant): Promise<Due[]> {
  const month = monthOf(at, timeZone);
  const ended = monthBefore(month);
  const due: Due[] = [];
  for (const campaign of campaigns.filter((each) => isPublishable(each, offer))) {
    const published = await campaignStore.readProgress(campaign.id, month);
    if (published === null || published.publishedAt < at) due.push({ campaign, month, figure: 'running', published });
    if (dayOfMonth(at, timeZone) < finalDay) continue;
    const last = await campaignStore.readProgress(campaign.id, ended);
    if (last === null || last.finallyPassed === null) {
      due.push({ campaign, month: ended, figure: 'final', published: last });
    }
  }
  return due;
}

async function nextOf(
  { edges }: PublishProgressNeeds,
  { campaign, month, figure, published }: Due,
  payments: readonly CountedPayment[],
  at: Instant,
): Promise<CampaignProgress> {
  const drawn = await edges.draw({ campaign: campaign.id, month, figure, key: published?.key ?? null });
  const cap = capMinor(campaign, figure);
  const sumMinor = payments
    .filter(({ counted }) => counted.campaign === campaign.id && counted.month === month)
    .reduce((sum, { counted }) => sum + Math.min(counted.amountMinor, cap), 0);
  const passed = edgesPassed(sumMinor, campaign, drawn.drawn);
  const before = published?.passed ?? 0;
  return {
    campaign: campaign.id,
    month,
    key: drawn.key,
    publishedAt: at,
    passed: figure === 'running' ? Math.max(before, passed) : before,
    finallyPassed: figure === 'final' ? passed : (published?.finallyPassed ?? null),
  };
}
