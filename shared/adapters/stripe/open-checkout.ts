// Opens a hosted Checkout Session for exactly one line. It asks Stripe for no more about the payer than it must, never
// passes `customer`, and puts our marker on the session and on what the session will make.
import Stripe from 'stripe';
import { known, parseSessionId } from '../../core/ids.ts';
import { type Result, succeed } from '../../core/result.ts';
import { instantOfSeconds, secondsOf } from '../../core/time.ts';
import type { CheckoutOrder, OpenedCheckout, PaymentsFailure } from '../../ports/payments.ts';
import { read, sessionAnswer } from './answers.ts';
import type { StripeAccess } from './client.ts';
import { checkoutLocale } from './locales.ts';
import { markerOf } from './marker.ts';
import type { CheckoutWords, MadeAtStripe } from './payments.ts';
import { unavailable } from './unavailable.ts';

type Words = CheckoutWords & Pick<MadeAtStripe, 'product'>;

export async function openCheckout(
  access: StripeAccess,
  words: Words,
  order: CheckoutOrder,
): Promise<Result<OpenedCheckout, PaymentsFailure>> {
  const stripe = await access.client();
  try {
    const answer = await stripe.checkout.sessions.create(paramsOf(words, order), {
      idempotencyKey: order.idempotencyKey,
    });
    const session = read(sessionAnswer, answer, access.mode);
    if (typeof session.url !== 'string') throw new Error('Stripe opened a checkout without an address');
    return succeed({
      session: known(parseSessionId(session.id)),
      url: session.url,
      expiresAt: instantOfSeconds(session.expires_at),
    });
  } catch (error) {
    // Stripe is stricter with addresses than we can be; it only fills in a field, which the reader can do as well.
    if (order.email !== null && isAboutEmail(error)) return openCheckout(access, words, { ...order, email: null });
    return unavailable(error);
  }
}

const isAboutEmail = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.param === 'customer_email';

function paramsOf(words: Words, order: CheckoutOrder): Stripe.Checkout.SessionCreateParams {
  const metadata = markerOf(order);
  return {
    client_reference_id: order.checkout,
    metadata,
    line_items: [{ quantity: 1, price_data: priceOf(words, order) }],
    success_url: order.successUrl,
    cancel_url: order.cancelUrl,
    expires_at: secondsOf(order.expiresAt),
    locale: checkoutLocale(order.locale),
    billing_address_collection: 'auto',
    // One predictable currency: what the reader chose is what is asked for.
    adaptive_pricing: { enabled: false },
    ...(order.email === null ? {} : { customer_email: order.email }),
    ...modeOf(words, order, metadata),
  };
}

function priceOf(words: Words, { gift }: CheckoutOrder) {
  const interval = gift.frequency === 'annual' ? ('year' as const) : ('month' as const);
  return {
    currency: gift.currency,
    unit_amount: gift.amountMinor,
    // Named inline, every session would make a product of its own.
    ...(words.product === undefined ? { product_data: { name: words.productName } } : { product: words.product }),
    ...(gift.frequency === 'once' ? {} : { recurring: { interval } }),
  };
}

function modeOf(
  words: CheckoutWords,
  { gift }: CheckoutOrder,
  metadata: Record<string, string>,
): Pick<
  Stripe.Checkout.SessionCreateParams,
  'mode' | 'submit_type' | 'customer_creation' | 'payment_intent_data' | 'subscription_data'
> {
  if (gift.frequency !== 'once') return { mode: 'subscription', subscription_data: { metadata } };
  return {
    mode: 'payment',
    submit_type: 'pay',
    // A gift needs a customer of its own too: it is the supporter's key.
    customer_creation: 'always',
    payment_intent_data: { metadata, statement_descriptor_suffix: words.statementSuffix },
  };
}
