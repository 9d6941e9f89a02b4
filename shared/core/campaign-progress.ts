// What the public sees of a campaign: how many tenths of its goal were passed. A gift moves a sum by a fiftieth of a tenth at
// most, and the edges between tenths lie where only a secret says, so that what is shown is almost the same with any one gift
// and without it. The bound and its proof stand in decision 0007. The exact sums never leave the table.
import type { Campaign } from './campaign.ts';
import type { CampaignId } from './ids.ts';
import { shareMinor } from './money.ts';
import type { Offer } from './offer.ts';
import { day, hour, type Instant, type Month } from './time.ts';

/** The running figure of a month under way, and the one that ends it. Each has edges of its own. */
export type Figure = 'running' | 'final';
/** What was published of a campaign's month. */
export interface CampaignProgress {
  readonly campaign: CampaignId;
  readonly month: Month;
  /** The id of the key that draws this month's edges. */
  readonly key: string;
  /** For which morning; a morning is published once. */
  readonly publishedAt: Instant;
  /** How many edges the running sum passed. It never falls. */
  readonly passed: number;
  /** The same of the whole month; null before it is published. */
  readonly finallyPassed: number | null;
}

/** A band is a tenth of the goal. */
export const bands = 10;
/** A draw is a whole number below this: as many chances as 48 bits give. */
export const draws = 2 ** 48;
/** Which share of a band one payment counts at most. */
const capsPerBand: Readonly<Record<Figure, number>> = { running: 50, final: 10 };
/** A payment counts only when it is this old, so that no figure says at what time of a day it came. */
export const leastAge = day;
export const morning = 6 * hour;
/** The day of the next month on which a month's final figure is published. */
export const finalDay = 8;

export const bandMinor = ({ goalMinor }: Pick<Campaign, 'goalMinor'>): number => shareMinor(goalMinor, 1, bands);
export const capMinor = (campaign: Pick<Campaign, 'goalMinor'>, figure: Figure): number =>
  shareMinor(bandMinor(campaign), 1, capsPerBand[figure]);

/** Edge i lies anywhere in the band above i tenths: so much was raised at least where it is passed. */
export function edgesPassed(sumMinor: number, campaign: Pick<Campaign, 'goalMinor'>, drawn: readonly number[]): number {
  const band = bandMinor(campaign);
  return drawn.filter((draw, at) => sumMinor >= (at + 1) * band + shareMinor(band, draw, draws)).length;
}

/** What is shown for so many edges; the last is the goal itself. */
export const shownMinor = ({ goalMinor }: Pick<Campaign, 'goalMinor'>, passed: number): number =>
  shareMinor(goalMinor, passed, bands);

/** Where a gift counts less than the smallest one that is offered, the goal is too small to hide anybody. */
export function isPublishable(campaign: Campaign, { currencies }: Offer): boolean {
  const smallest = currencies.flatMap(({ currency, amounts }) => {
    const [numerator, denominator] = currency === campaign.currency ? [1, 1] : (campaign.rates[currency] ?? [0, 0]);
    if (denominator === 0) return [];
    return Object.values(amounts).map(({ minimumMinor }) => shareMinor(minimumMinor, numerator, denominator));
  });
  return capMinor(campaign, 'running') >= Math.min(...smallest);
}
