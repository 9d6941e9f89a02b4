// The real Stripe adapter over any network a test needs: each request arrives complete, and the answer goes
// back through the real SDK.
import Stripe from 'stripe';
import { settings } from '#settings';
import { type Mode, stripeAccess } from '../../shared/adapters/stripe/client.ts';
import { stripePayments } from '../../shared/adapters/stripe/payments.ts';

export interface Over {
  readonly mode?: Mode;
  readonly key?: () => Promise<string>;
}
export function paymentsOver(fetch: (request: Request) => Promise<Response>, { mode = 'test', key }: Over = {}) {
  const httpClient = Stripe.createFetchHttpClient(async (input, init) => fetch(new Request(input, init)));
  const access = stripeAccess({
    mode,
    installation: settings.installation,
    key: key ?? (async () => `sk_${mode}_newsroom`),
    httpClient,
  });
  return stripePayments(access, settings.discreet);
}
