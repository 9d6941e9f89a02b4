// Whether Stripe deleted a customer. What else it says of them is not looked at.
import type { CustomerId } from '../../core/ids.ts';
import { customerAnswer } from './checkout-answers.ts';
import type { StripeAccess } from './client.ts';
import { read } from './read-answer.ts';

export async function isCustomerGone(access: StripeAccess, customer: CustomerId): Promise<boolean> {
  const stripe = await access.client();
  return read(customerAnswer, await stripe.customers.retrieve(customer), access.mode).deleted === true;
}
