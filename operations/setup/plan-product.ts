// The one product under which all gifts and memberships stand on the account. Its name is what payers read on Stripe's
// page, so it is the discreet one of the settings.
import Stripe from 'stripe';
import { settings } from '#settings';
import { type AccountNeeds, describeFunctions, readStripeSecret } from '../account/account-needs.ts';
import type { Finding } from '../terminal/finding.ts';

/** Chosen by us, so that asking twice makes one. */
export const productId = 'mainstay_contribution';
const about = 'Product';

export async function planProduct(needs: AccountNeeds): Promise<Finding> {
  const { stripe } = needs;
  const { productName: name } = settings.discreet;
  const found = await findProduct(stripe);
  const told = (await readStripeSecret(needs))?.product;
  const show = () => describeFunctions(needs, { product: productId });
  if (found === null) {
    return {
      about,
      state: 'change',
      is: `make "${name}", so that no checkout makes one of its own`,
      apply: async () => {
        await stripe.products.create({ id: productId, name, metadata: { mainstay: '1' } });
        await show();
      },
    };
  }
  if (found.name !== name || !found.active) {
    return {
      about,
      state: 'change',
      is: `call it "${name}" as the settings do`,
      apply: async () => {
        await stripe.products.update(productId, { name, active: true });
        await show();
      },
    };
  }
  if (told !== productId) return { about, state: 'change', is: `tell the functions of "${name}"`, apply: show };
  return { about, state: 'well', is: `"${name}"` };
}

async function findProduct(stripe: Stripe): Promise<{ name: string; active: boolean } | null> {
  try {
    return await stripe.products.retrieve(productId);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') return null;
    throw error;
  }
}
