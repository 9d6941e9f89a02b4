// The amounts a box shows: those the page carries with it, else those the API tells, in the wanted currency or in the one a
// reader's language points to.

import type { DrawnOffer } from './contribution-box.ts';
import { client } from './page-client.ts';
import { guessedOffer, printedOffers } from './printed-offers.ts';
import { localeOf } from './strings.ts';

/**
 * `wanted` is a currency, or null. `isChosen`: the reader asked for that one, and is given no other instead. Null where
 * there is none to be had.
 */
export async function wantedOffer(
  offersText: string | null,
  wanted: string | null,
  isChosen: boolean,
): Promise<DrawnOffer | null> {
  const offers = printedOffers(offersText);
  const printed = offers.find((each) => each.currency === wanted);
  if (printed !== undefined) return printed;
  // A currency that the page names and does not offer: then the reader's own.
  const other = isChosen ? null : guessedOffer(offers, navigator.language);
  if (other !== null) return other;
  const byLocale = { locale: localeOf(navigator.language) };
  const offer = await client.readOffer(wanted === null ? byLocale : { currency: wanted });
  if (offer.ok) return offer.value;
  const { status } = offer.failure;
  // The same for one that nobody offers.
  if (isChosen || status < 400 || status >= 429) return null;
  const instead = await client.readOffer(byLocale);
  return instead.ok ? instead.value : null;
}
