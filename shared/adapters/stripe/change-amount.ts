// Changes the price of a subscription from its next period on, without crediting or charging for the running one. The
// portal cannot do that for amounts that a reader chose: it only offers prices from a list. Stripe makes no price for an
// inactive product, so the product that setup made is tried first, and the subscription's own one after it.
import type Stripe from 'stripe';
import { hasEnded } from '../../core/membership.ts';
import { fail, type Result, succeed } from '../../core/result.ts';
import type { AmountChange, PaymentsFailure } from '../../ports/payments.ts';
import { changeableAnswer } from './billing-answers.ts';
import type { StripeAccess } from './client.ts';
import { rhythmOf } from './interval.ts';
import { isProductRefused } from './product.ts';
import { read } from './read-answer.ts';
import { unavailable } from './unavailable.ts';

export async function changeAmount(
  access: StripeAccess,
  change: AmountChange,
  product?: string | undefined,
): Promise<Result<'changed' | 'ended', PaymentsFailure>> {
  const { membership, amountMinor } = change;
  const stripe = await access.client();
  try {
    const answer = await stripe.subscriptions.retrieve(membership);
    const { status, items } = read(changeableAnswer, answer, access.mode);
    const [item] = items.data;
    if (hasEnded(status)) return succeed('ended');
    if (item === undefined || items.data.length > 1) throw new Error('a membership is not one item');
    const { currency, product: own, recurring } = item.price;
    // What readers are shown is by the month or the year, whatever the interval.
    const priceOf = (of: string) => ({
      currency,
      product: of,
      recurring,
      unit_amount: Math.round(amountMinor * rhythmOf(recurring).periods),
    });
    for (const each of new Set([product ?? own, own])) {
      if (await isUpdated(stripe, change, { id: item.id, quantity: 1, price_data: priceOf(each) })) {
        return succeed('changed');
      }
    }
    // No product of the account can be charged for until an operator activates one: setup reports and corrects it.
    return fail({ kind: 'unavailable', isKeySpent: false });
  } catch (error) {
    return unavailable(error);
  }
}

type NewItem = Stripe.SubscriptionUpdateParams.Item & { readonly price_data: { readonly product: string } };

/** False if Stripe refuses the product. A request for another product is another request, so it has a key of its own. */
async function isUpdated(stripe: Stripe, { membership, idempotencyKey }: AmountChange, item: NewItem) {
  const { product } = item.price_data;
  try {
    await stripe.subscriptions.update(
      membership,
      { items: [item], proration_behavior: 'none' },
      { idempotencyKey: `${idempotencyKey}.${product}` },
    );
    return true;
  } catch (error) {
    if (isProductRefused(error, product)) return false;
    throw error;
  }
}
