// What a reader may give, in one currency, straight from the settings: the same table the server checks against.
import { guessCurrency } from '../core/currency-guess.ts';
import type { Failure } from '../core/failure.ts';
import { type Currency, unitOf } from '../core/money.ts';
import { type AmountRange, type CurrencyOffer, type Frequency, frequencies, type Offer } from '../core/offer.ts';
import { fail, type Result, succeed } from '../core/result.ts';

export interface ReadOfferNeeds {
  readonly offer: Offer;
}
export interface OfferShown {
  readonly frequencies: readonly Frequency[];
  readonly currencies: readonly Currency[];
  readonly currency: Currency;
  readonly decimals: number;
  readonly amounts: Readonly<Record<Frequency, AmountRange & { readonly stepMinor: number }>>;
}

export interface OfferInput {
  readonly currency?: Currency | undefined;
  /** Without a currency, one is guessed from it among those offered. */
  readonly locale?: string | undefined;
}

export function readOffer(needs: ReadOfferNeeds, requested: OfferInput): Result<OfferShown, Failure> {
  const { currencies } = needs.offer;
  const offered = currencies.map((each) => each.currency);
  const wanted = requested.currency ?? guessCurrency(requested.locale ?? '', offered);
  const shown = wanted === null ? currencies[0] : currencies.find((each) => each.currency === wanted);
  if (shown === undefined) return fail({ kind: 'currency-not-offered', offered });
  return succeed({
    frequencies,
    currencies: offered,
    currency: shown.currency,
    decimals: unitOf(shown.currency).decimals,
    amounts: withSteps(shown),
  });
}

function withSteps({ currency, amounts }: CurrencyOffer): OfferShown['amounts'] {
  const { stepMinor } = unitOf(currency);
  return {
    once: { ...amounts.once, stepMinor },
    monthly: { ...amounts.monthly, stepMinor },
    annual: { ...amounts.annual, stepMinor },
  };
}
