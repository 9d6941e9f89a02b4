// The newsroom's offer as its static pages print it, straight from the settings: one entry for each currency, in the
// shape of `GET /v1/offer`, without a campaign's progress, because that changes and the page does not.
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { type OfferOut, offerOut } from '../../shared/api/schemas/offer.ts';
import { unitOf } from '../../shared/core/money.ts';
import type { AmountRange, Offer } from '../../shared/core/offer.ts';

export type PublishedOffer = Pick<OfferOut, 'currency' | 'currencies' | 'amounts'>;

export const offersOf = ({ currencies }: Offer): PublishedOffer[] =>
  currencies.map(({ currency, amounts }) => {
    const { stepMinor } = unitOf(currency);
    const range = (each: AmountRange) => ({ ...each, suggestedMinor: [...each.suggestedMinor], stepMinor });
    return {
      currency,
      currencies: currencies.map((each) => each.currency),
      amounts: { once: range(amounts.once), monthly: range(amounts.monthly), annual: range(amounts.annual) },
    };
  });

const published = z.array(z.pick(offerOut, { currency: true, currencies: true, amounts: true }));
export const readOffers = (file: string): PublishedOffer[] => published.parse(JSON.parse(readFileSync(file, 'utf8')));
