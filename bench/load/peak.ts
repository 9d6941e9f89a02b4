// What a national newsroom's busiest hour asks of the API, step by step, so that whoever knows better changes one number.
// Pages themselves come from the CDN and call nothing; only what reaches the API is here.

/** Assumed, with its reason. */
const newsroom = {
  /** Paying members of a large independent newsroom, such as a national daily's web edition. */
  members: 40_000,
  /** Of the day on which a campaign begins. An ordinary day has a tenth of it. */
  giftsOnTheFirstEvening: 6000,
  /** A mailing at seven o'clock: nearly a third of the day's gifts come in one hour. */
  shareOfThePeakHour: 0.3,
  /** Two of three who open Stripe's page leave it. */
  openedForEachPaid: 3,
  /** Phone and computer; each asks for its standing once a week, and most of them in the evening. */
  browsersForEachMember: 1.5,
  shareOfAnEveningHour: 0.1,
  /** Of those who give, who chose "monthly"; their renewals come back in one hour of the next month. */
  monthlyShare: 0.6,
  /** What readers see of a campaign lies in the CDN for a minute, under six languages and some dozens of edges. */
  progressReadsASecond: 0.5,
};

export interface Rates {
  /** Readers who open a checkout and leave it, a second. */
  readonly leave: number;
  /** Readers who open a checkout and pay, a second. */
  readonly pay: number;
  readonly askStanding: number;
  readonly readProgress: number;
  readonly monthlyShare: number;
}

export function ratesAt(times: number): Rates {
  const { members, browsersForEachMember, shareOfAnEveningHour, monthlyShare, progressReadsASecond } = newsroom;
  const pay = (newsroom.giftsOnTheFirstEvening * newsroom.shareOfThePeakHour) / 3600;
  return {
    pay: times * pay,
    leave: times * pay * (newsroom.openedForEachPaid - 1),
    askStanding: (times * ((members * browsersForEachMember) / 7) * shareOfAnEveningHour) / 3600,
    readProgress: times * progressReadsASecond,
    monthlyShare,
  };
}
