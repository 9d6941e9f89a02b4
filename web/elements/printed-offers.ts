// What may be given in every currency, as a page carries it on its box (`offers`), so that changing the currency asks
// nobody; and the one a reader's language tag points to.
import { guessCurrency } from '../../shared/core/currency-guess.ts';
import { type Currency, parseCurrency } from '../../shared/core/money.ts';
import { isOffer } from './answers.ts';
import type { DrawnOffer } from './contribution-box.ts';
import { jsonIn } from './json-in-page.ts';

export const offersText = (offers: readonly DrawnOffer[]): string =>
  JSON.stringify(offers.map(({ currency, amounts }) => ({ currency, amounts })));

export function printedOffers(text: string | null): DrawnOffer[] {
  const found = jsonIn(text);
  if (!Array.isArray(found)) return [];
  const currencies = found.flatMap((each) => (typeof each?.currency === 'string' ? [each.currency] : []));
  return found
    .map((each: object) => ({ ...each, currencies }))
    .filter(isOffer)
    .filter(({ currency }) => parseCurrency(currency) !== null);
}

/** `wanted` is a currency, or a language tag to guess one from. */
export function guessedOffer(offers: readonly DrawnOffer[], wanted: string): DrawnOffer | null {
  const known: Currency[] = offers.flatMap(({ currency }) => parseCurrency(currency) ?? []);
  const currency = known.find((each) => each === wanted) ?? guessCurrency(wanted, known);
  return offers.find((each) => each.currency === currency) ?? null;
}
