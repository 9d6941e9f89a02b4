// The newsroom's own offer in each currency, for tests of what draws it.
import { settings } from '#settings';
import { offersOf } from '../../web/publish/offers.ts';

export const offeredCurrencies: readonly string[] = settings.offer.currencies.map((each) => each.currency);
export function offerIn(code: string) {
  const found = offersOf(settings.offer).find((each) => each.currency === code);
  if (found === undefined) throw new Error(`nothing is offered in ${code}`);
  return found;
}
