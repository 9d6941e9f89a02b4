// The one Stripe product of all contributions of an installation, and what Stripe says when a price may not be made for a product. Products
// that Checkout makes from `product_data` are inactive, and an operator can archive ours.
import Stripe from 'stripe';
import { type Installation, idBeforeIds } from '../../core/installation.ts';

/** A fixed id, so that creating it twice makes one product. An installation from before ids keeps the product it has. */
export const productIdOf = ({ id, formerIds }: Installation): string =>
  formerIds.includes(idBeforeIds) ? 'mainstay_contribution' : `mainstay_contribution_${id}`;

/**
 * Whether Stripe refused because of this product: archived, deleted or never made. The sentence was read in public reports
 * ("… is marked as inactive, and thus no new subscriptions can be created"), because no error code is documented.
 */
export const isProductRefused = (error: unknown, product: string): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError &&
  (/inactive/i.test(error.message) || error.message.includes(product) || /\[product\]$/.test(error.param ?? ''));
