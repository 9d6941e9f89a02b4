// A public goal and what a payment adds to it. Totals are the sum over payments of what each counts, so a payment
// carries its own counted amount and a change of it is a difference, never a step up.
import type { CampaignId } from './ids.ts';
import { type Currency, shareMinor } from './money.ts';
import { netMinor, type Payment } from './payment.ts';
import { type Month, monthOf } from './time.ts';

export interface Campaign {
  readonly id: CampaignId;
  readonly currency: Currency;
  readonly goalMinor: number;
  /** From how many tenths of the goal on the public is shown a figure; without it always. */
  readonly shownFromTenths?: number | undefined;
  /** Units of the campaign's currency for one unit of another, in minor units over minor units: `[numerator, denominator]`. */
  readonly rates: Readonly<Record<string, readonly [number, number]>>;
}
/** What one payment adds to one campaign's month. */
export interface Counted {
  readonly campaign: CampaignId;
  readonly month: Month;
  readonly amountMinor: number;
}

/** The exact state of one campaign's month. */
export interface CampaignTotal extends Pick<Counted, 'campaign' | 'month'> {
  readonly raisedMinor: number;
  readonly contributions: number;
}
/** `contributions` is 1 for a payment that came in, -1 for one that went out, 0 for one whose amount changed. */
export interface CountedChange extends Counted {
  readonly contributions: number;
}

type CountablePayment = Pick<Payment, 'campaign' | 'confirmedAt' | 'currency' | 'settled'> &
  Parameters<typeof netMinor>[0];

/** Null where a payment counts nowhere: no campaign, no confirmed money, or a currency without a rate. */
export function countedOf(payment: CountablePayment, campaigns: readonly Campaign[], timeZone: string): Counted | null {
  const campaign = campaigns.find((each) => each.id === payment.campaign);
  if (campaign === undefined || payment.confirmedAt === null) return null;
  const amountMinor = inCurrencyOf(campaign, payment);
  if (amountMinor === null || amountMinor === 0) return null;
  return { campaign: campaign.id, month: monthOf(payment.confirmedAt, timeZone), amountMinor };
}

function inCurrencyOf(campaign: Campaign, payment: CountablePayment): number | null {
  const remaining = netMinor(payment, 'withdrawn-is-gone');
  if (payment.currency === campaign.currency) return remaining;
  if (payment.settled?.currency === campaign.currency) {
    return shareMinor(payment.settled.amountMinor, remaining, payment.amountMinor);
  }
  const rate = campaign.rates[payment.currency];
  return rate === undefined ? null : shareMinor(remaining, rate[0], rate[1]);
}

/** By how much each campaign month's counter moves. Nothing is counted up from what was heard, only from what was stored. */
export function countedChanges(before: Counted | null, after: Counted | null): readonly CountedChange[] {
  const isSameHost = before?.campaign === after?.campaign && before?.month === after?.month;
  const changes =
    before !== null && after !== null && isSameHost
      ? [{ ...after, amountMinor: after.amountMinor - before.amountMinor, contributions: 0 }]
      : [
          ...(before === null ? [] : [{ ...before, amountMinor: -before.amountMinor, contributions: -1 }]),
          ...(after === null ? [] : [{ ...after, contributions: 1 }]),
        ];
  return changes.filter((each) => each.amountMinor !== 0 || each.contributions !== 0);
}
