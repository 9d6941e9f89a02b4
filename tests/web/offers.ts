// The newsroom's own offer in each currency, for tests of what draws it.
import { printedOffer } from '../../local/newsroom/printed-offer.ts';
import { settings } from '../../mainstay.config.ts';
import { known } from '../../shared/core/ids.ts';
import { parseCurrency } from '../../shared/core/money.ts';

export const offeredCurrencies: readonly string[] = settings.offer.currencies.map((each) => each.currency);
export const offerIn = (code: string) => printedOffer(known(parseCurrency(code)));
