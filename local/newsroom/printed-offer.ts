// The newsroom's own offer as the static pages print it, straight from the settings: the same for everybody, and without
// how far a campaign is, because that changes and the page does not.
import { settings } from '../../mainstay.config.ts';
import { unitOf } from '../../shared/core/money.ts';
import type { PrintedOffer } from './asks.ts';

export function printedOffer(code = settings.offer.currencies[0]?.currency): PrintedOffer {
  const found = settings.offer.currencies.find((each) => each.currency === code);
  const [campaign] = settings.campaigns;
  if (found === undefined || campaign === undefined) throw new Error(`nothing is offered in ${code}`);
  const { stepMinor } = unitOf(found.currency);
  const { once, monthly, annual } = found.amounts;
  const range = (each: typeof once) => ({ ...each, suggestedMinor: [...each.suggestedMinor], stepMinor });
  return {
    currency: found.currency,
    currencies: settings.offer.currencies.map((each) => each.currency),
    amounts: { once: range(once), monthly: range(monthly), annual: range(annual) },
    campaign: { campaign: campaign.id, currency: campaign.currency, goalMinor: campaign.goalMinor },
  };
}
