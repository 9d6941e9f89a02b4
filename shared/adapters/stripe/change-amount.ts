// Changes the price of a subscription from its next period on, without crediting or charging for the running one. The
// portal cannot do that for amounts that a reader chose: it only offers prices from a list.
import { hasEnded } from '../../core/membership.ts';
import { type Result, succeed } from '../../core/result.ts';
import type { AmountChange, PaymentsFailure } from '../../ports/payments.ts';
import { changeableAnswer } from './billing-answers.ts';
import type { StripeAccess } from './client.ts';
import { rhythmOf } from './interval.ts';
import { read } from './read-answer.ts';
import { unavailable } from './unavailable.ts';

export async function changeAmount(
  access: StripeAccess,
  { membership, amountMinor, idempotencyKey }: AmountChange,
): Promise<Result<'changed' | 'ended', PaymentsFailure>> {
  const stripe = await access.client();
  try {
    const answer = await stripe.subscriptions.retrieve(membership);
    const { status, items } = read(changeableAnswer, answer, access.mode);
    const [item] = items.data;
    if (hasEnded(status)) return succeed('ended');
    if (item === undefined || items.data.length > 1) throw new Error('a membership is not one item');
    const { currency, product, recurring } = item.price;
    // What readers are shown is by the month or the year, whatever the interval.
    const unit_amount = Math.round(amountMinor * rhythmOf(recurring).periods);
    const price_data = { currency, product, recurring, unit_amount };
    await stripe.subscriptions.update(
      membership,
      { items: [{ id: item.id, quantity: 1, price_data }], proration_behavior: 'none' },
      { idempotencyKey },
    );
    return succeed('changed');
  } catch (error) {
    return unavailable(error);
  }
}
