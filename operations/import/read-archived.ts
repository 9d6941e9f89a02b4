// Which of the products to import from are archived at Stripe. Their subscriptions go on, and Stripe refuses new prices for
// them: staff should see it before their yes.
import Stripe from 'stripe';
import { type CandidateSource, patiently } from './read-candidates.ts';

export async function readArchived(source: CandidateSource, products: Iterable<string>): Promise<ReadonlySet<string>> {
  const archived = new Set<string>();
  for (const product of products) {
    try {
      const { active } = await patiently(source, () => source.stripe.products.retrieve(product));
      if (!active) archived.add(product);
    } catch (error) {
      // Deleted, which Stripe allows for a product without prices only; or the key may not read products.
      if (!(error instanceof Stripe.errors.StripeError)) throw error;
    }
  }
  return archived;
}
