// What a developer's own Stripe account still lacks for the local run, in sentences for the terminal. Nothing is changed there:
// `npm run setup` does that. Neither the key nor the account is in a sentence.
import Stripe from 'stripe';
import { parseStripeSecret } from '../../functions/runtime/secret-shapes.ts';
import { stripeAccess } from '../../shared/adapters/stripe/client.ts';
import type { Secrets } from '../servers/secrets-server.ts';
import { localInstallation } from './local-installation.ts';
import { type StripeKeys, secretNames } from './secrets.ts';

export async function missingAtStripe(
  { secretKey, apiUrl }: StripeKeys,
  secrets: Secrets,
  adapters: 'aws' | 'memory',
): Promise<readonly string[]> {
  const made = parseStripeSecret(secrets[secretNames.stripe] ?? '{}');
  const stripe = await stripeAccess({
    mode: 'test',
    installation: localInstallation,
    key: async () => secretKey,
    apiUrl,
  }).client();
  try {
    const lacking = [
      ...((await isPortalReady(stripe, made.portal)) ? [] : [noPortal]),
      ...((await isProductReady(stripe, made.product)) ? [] : [noProduct]),
    ];
    return lacking.length === 0 ? [] : [...lacking, adapters === 'aws' ? runSetup : cannotSetUp];
  } catch (error) {
    return [sentenceOf(error)];
  }
}

const noPortal = 'No configuration of the customer portal: the account page cannot open it.';
const noProduct = 'No product: each checkout makes one of its own, and no amount can be changed.';
const runSetup = 'Both are made by `npm run setup`, in another terminal; then start again.';
const cannotSetUp =
  '`npm run setup` makes both, but needs Java 17 here. Without it, save the portal once in the dashboard: https://dashboard.stripe.com/test/settings/billing/portal';

async function isPortalReady(stripe: Stripe, portal: string | undefined): Promise<boolean> {
  const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 });
  // Without an id of ours Stripe takes the default one, if somebody saved it.
  return data.some(({ id, is_default: isDefault }) => (portal === undefined ? isDefault : id === portal));
}

async function isProductReady(stripe: Stripe, product: string | undefined): Promise<boolean> {
  if (product === undefined) return false;
  const { data } = await stripe.products.list({ ids: [product], active: true });
  return data.length > 0;
}

function sentenceOf(error: unknown): string {
  if (error instanceof Stripe.errors.StripeAuthenticationError) return 'Stripe does not know the key.';
  if (error instanceof Stripe.errors.StripePermissionError)
    return 'The key may not read the portal or the products, so nobody knows whether `npm run setup` is done.';
  if (error instanceof Stripe.errors.StripeError) return 'Stripe could not be asked whether `npm run setup` is done.';
  throw error;
}
