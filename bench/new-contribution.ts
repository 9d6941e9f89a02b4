// A gift of ten dollars to the campaign, as input of the payments port.
import { systemClock } from '../shared/adapters/node/system.ts';
import { known, parseCampaignId, parseCheckoutId } from '../shared/core/ids.ts';
import { parseCurrency } from '../shared/core/money.ts';
import { hour } from '../shared/core/time.ts';
import type { NewCheckout } from '../shared/ports/payments.ts';
import { site } from './lambda-events.ts';

/** `name` makes it a different checkout: 22 characters of base64url. */
export const newContribution = (name: string): NewCheckout => ({
  checkout: known(parseCheckoutId(`co_${name}`)),
  contribution: { frequency: 'once', amountMinor: 1000, currency: known(parseCurrency('usd')) },
  campaign: known(parseCampaignId('ad-free')),
  source: null,
  locale: 'en',
  replaces: null,
  successUrl: `${site}/v1/checkouts/return`,
  cancelUrl: `${site}/an-article`,
  expiresAt: Math.floor(systemClock.now() / hour) * hour + 2 * hour,
  idempotencyKey: `bench.${name}`,
});
