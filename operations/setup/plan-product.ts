// Plans the one Stripe product of all contributions. Payers read its name on Stripe's page, and card statements of memberships
// show its descriptor, so both are the discreet ones from the settings.
import Stripe from 'stripe';
import { settings } from '#settings';
import { productIdOf } from '../../shared/adapters/stripe/product.ts';
import { ownerOf } from '../../shared/core/installation.ts';
import { type AccountNeeds, readStripeSecret, storeAccountIds } from '../account/account-needs.ts';
import type { Finding } from '../terminal/finding.ts';

const about = 'Product';

export async function planProduct(needs: AccountNeeds): Promise<Finding> {
  const { stripe } = needs;
  const { installation } = needs.target;
  const productId = productIdOf(installation);
  const { productName: name, membershipStatement } = settings.discreet;
  const wanted = {
    name,
    metadata: { mainstay: installation.id },
    ...(membershipStatement === undefined ? {} : { statement_descriptor: membershipStatement }),
  };
  const found = await findProduct(stripe, productId);
  const storedId = (await readStripeSecret(needs))?.product;
  const storeId = () => storeAccountIds(needs, { product: productId });
  if (found === null) {
    return {
      about,
      state: 'change',
      is: `create "${name}", so that no checkout creates its own`,
      apply: async () => {
        await stripe.products.create({ id: productId, ...wanted });
        await storeId();
      },
    };
  }
  const owner = found.metadata['mainstay'];
  if (ownerOf(installation, owner) === 'another installation') {
    return {
      about,
      state: 'problem',
      is: `${productId} is another installation's, "${owner}": nothing of it is touched`,
      remedy: `give this one an id of its own in mainstay.config.ts, and leave out of installation.formerIds what "${owner}" had`,
    };
  }
  const lacking = [
    ...(owner === installation.id ? [] : [`mark it as of "${installation.id}"`]),
    ...(found.name === name ? [] : [`rename it to "${name}"`]),
    ...(found.active ? [] : ['activate it']),
    ...(membershipStatement === undefined || found.statement_descriptor === membershipStatement
      ? []
      : [`show "${membershipStatement}" on statements of memberships`]),
  ];
  if (lacking.length > 0) {
    return {
      about,
      state: 'change',
      is: `${lacking.join('; ')}, as in the settings`,
      apply: async () => {
        await stripe.products.update(productId, { ...wanted, active: true });
        await storeId();
      },
    };
  }
  if (storedId !== productId)
    return { about, state: 'change', is: `store the id of "${name}" for the functions`, apply: storeId };
  return { about, state: 'ok', is: `"${name}", on statements of memberships ${statementOf(found)}` };
}

type Found = Pick<Stripe.Product, 'name' | 'active' | 'statement_descriptor' | 'metadata'>;

const statementOf = ({ statement_descriptor: text }: Found): string =>
  typeof text === 'string' ? `"${text}"` : "the account's own text (discreet.membershipStatement is not set)";

async function findProduct(stripe: Stripe, productId: string): Promise<Found | null> {
  try {
    return await stripe.products.retrieve(productId);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') return null;
    throw error;
  }
}
