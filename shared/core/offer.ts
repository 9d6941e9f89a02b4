// What a reader may give: frequencies, suggested amounts and limits per currency. One table that the form, the server
// and `GET /v1/offer` read; it refuses amounts outside it, whatever the browser said.
import type { Failure } from './failure.ts';
import { type Currency, checkPayable, type Money } from './money.ts';
import { fail, type Result, succeed } from './result.ts';

export const frequencies = ['once', 'monthly', 'annual'] as const;
export type Frequency = (typeof frequencies)[number];

/** All in minor units of the currency it stands under. */
export interface AmountRange {
  readonly suggestedMinor: readonly number[];
  /** Which of them is chosen at first, and marked as our suggestion. */
  readonly markedMinor?: number | undefined;
  readonly minimumMinor: number;
  readonly maximumMinor: number;
}
export interface CurrencyOffer {
  readonly currency: Currency;
  readonly amounts: Readonly<Record<Frequency, AmountRange>>;
}
export interface Offer {
  /** The first is the one shown where nothing else is known. */
  readonly currencies: readonly CurrencyOffer[];
}
/** What a reader asked to give, checked against the offer. */
export interface Contribution extends Money {
  readonly frequency: Frequency;
}

export function checkContribution(
  offer: Offer,
  contribution: { frequency: Frequency } & Money,
): Result<Contribution, Failure> {
  const found = offer.currencies.find((each) => each.currency === contribution.currency);
  if (found === undefined) {
    return fail({ kind: 'currency-not-offered', offered: offer.currencies.map((each) => each.currency) });
  }
  const { minimumMinor, maximumMinor } = found.amounts[contribution.frequency];
  const { currency, amountMinor } = contribution;
  if (amountMinor < minimumMinor) return fail({ kind: 'amount-too-small', minimumMinor, currency });
  if (amountMinor > maximumMinor) return fail({ kind: 'amount-too-large', maximumMinor, currency });
  const payable = checkPayable(contribution);
  return payable.ok ? succeed({ frequency: contribution.frequency, amountMinor, currency }) : payable;
}

/** The least that still counts as having given: below it a partly returned payment hides banners from nobody. */
export function minimumOf(offer: Offer, frequency: Frequency, currency: Currency): number {
  return offer.currencies.find((each) => each.currency === currency)?.amounts[frequency].minimumMinor ?? 1;
}
