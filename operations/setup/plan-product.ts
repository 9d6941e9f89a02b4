// Plans the one Stripe product of all contributions. Payers read its name on Stripe's page, so it is the discreet name from
// the settings.
import Stripe from 'stripe';
import { settings } from '#settings';
import { productId } from '../../shared/adapters/stripe/product.ts';
import { type AccountNeeds, readStripeSecret, storeAccountIds } from '../account/account-needs.ts';
import type { Finding } from '../terminal/finding.ts';

const about = 'Product';

export async function planProduct(needs: AccountNeeds): Promise<Finding> {
  const { stripe } = needs;
  const { productName: name } = settings.discreet;
  const found = await findProduct(stripe);
  const storedId = (await readStripeSecret(needs))?.product;
  const storeId = () => storeAccountIds(needs, { product: productId });
  if (found === null) {
    return {
      about,
      state: 'change',
      is: `create "${name}", so that no checkout creates its own`,
      apply: async () => {
        await stripe.products.create({ id: productId, name, metadata: { mainstay: '1' } });
        await storeId();
      },
    };
  }
  if (found.name !== name || !found.active) {
    return {
      about,
      state: 'change',
      is: `rename it to "${name}", as in the settings`,
      apply: async () => {
        await stripe.products.update(productId, { name, active: true });
        await storeId();
      },
    };
  }
  if (storedId !== productId)
    return { about, state: 'change', is: `store the id of "${name}" for the functions`, apply: storeId };
  return { about, state: 'ok', is: `"${name}"` };
}

async function findProduct(stripe: Stripe): Promise<{ name: string; active: boolean } | null> {
  try {
    return await stripe.products.retrieve(productId);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') return null;
    throw error;
  }
}
