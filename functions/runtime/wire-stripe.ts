// Stripe, for the functions that may call it.
import { settings } from '#settings';
import type { CachedSecret } from '../../shared/adapters/aws/secrets.ts';
import { systemClock } from '../../shared/adapters/node/system.ts';
import { nodeHttpClient, stripeAccess } from '../../shared/adapters/stripe/client.ts';
import { type PacedNeeds, pacedHttpClient } from '../../shared/adapters/stripe/paced-client.ts';
import { stripePayments } from '../../shared/adapters/stripe/payments.ts';
import { installationOf } from '../../shared/api/installation-settings.ts';
import { requestsPerSecondOf } from '../../shared/api/stripe-share.ts';
import type { Payments } from '../../shared/ports/payments.ts';
import type { Config } from './config.ts';
import type { StripeSecret } from './secret-shapes.ts';

/** `paced`: for workers that run side by side. The sandbox on one machine has no rate limit. */
export function wireStripe(config: Config, secret: CachedSecret<StripeSecret>, paced?: PacedNeeds): Payments {
  const access = stripeAccess({
    mode: config.MODE,
    installation: installationOf(settings, config.STAGE),
    key: async () => (await secret.current()).key,
    now: systemClock.now,
    apiUrl: config.STRIPE_API_URL,
    ...(paced === undefined || config.STRIPE_API_URL !== undefined
      ? {}
      : { httpClient: pacedHttpClient(nodeHttpClient(), requestsPerSecondOf(config.MODE), paced) }),
  });
  return stripePayments(access, settings.discreet, secret.current);
}
