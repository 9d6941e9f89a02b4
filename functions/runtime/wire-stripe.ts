// Stripe, for the functions that may call it.
import { settings } from '#settings';
import type { CachedSecret } from '../../shared/adapters/aws/secrets.ts';
import { stripeAccess } from '../../shared/adapters/stripe/client.ts';
import { stripePayments } from '../../shared/adapters/stripe/payments.ts';
import type { Payments } from '../../shared/ports/payments.ts';
import type { Config } from './config.ts';
import type { StripeSecret } from './secret-shapes.ts';

export function wireStripe(config: Config, secret: CachedSecret<StripeSecret>): Payments {
  const access = stripeAccess({
    mode: config.MODE,
    key: async () => (await secret.current()).key,
    apiUrl: config.STRIPE_API_URL,
  });
  return stripePayments(access, settings.discreet, secret.current);
}
