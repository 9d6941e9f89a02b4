// Opens a hosted Checkout Session for exactly one line. It asks Stripe for no more about the payer than it must, never
// passes a customer or an address, and puts our marker on the session and on what the session will make.
import type Stripe from 'stripe';
import { known, parseSessionId } from '../../core/ids.ts';
import { type Result, succeed } from '../../core/result.ts';
import { instantOfSeconds, secondsOf } from '../../core/time.ts';
import type { NewCheckout, OpenedCheckout, PaymentsFailure } from '../../ports/payments.ts';
import { sessionAnswer } from './checkout-answers.ts';
import { shownOf, type Texts } from './checkout-texts.ts';
import type { StripeAccess } from './client.ts';
import { checkoutLocale } from './locales.ts';
import { markerOf } from './marker.ts';
import { isProductRefused } from './product.ts';
import { read } from './read-answer.ts';
import { unavailable } from './unavailable.ts';

export async function openCheckout(
  access: StripeAccess,
  texts: Texts,
  newCheckout: NewCheckout,
): Promise<Result<OpenedCheckout, PaymentsFailure>> {
  const stripe = await access.client();
  try {
    const answer = await stripe.checkout.sessions.create(paramsOf(access, texts, newCheckout), {
      idempotencyKey: newCheckout.idempotencyKey,
    });
    const session = read(sessionAnswer, answer, access.mode);
    if (typeof session.url !== 'string') throw new Error('Stripe opened a checkout without an address');
    return succeed({
      session: known(parseSessionId(session.id)),
      url: session.url,
      expiresAt: instantOfSeconds(session.expires_at),
    });
  } catch (error) {
    // An archived product of ours must not stop giving: this checkout names its own, under a key of its own.
    if (texts.product !== undefined && isProductRefused(error, texts.product)) {
      const idempotencyKey = `${newCheckout.idempotencyKey}.named`;
      return openCheckout(access, { ...texts, product: undefined }, { ...newCheckout, idempotencyKey });
    }
    return unavailable(error);
  }
}

function paramsOf(
  { installation }: StripeAccess,
  texts: Texts,
  newCheckout: NewCheckout,
): Stripe.Checkout.SessionCreateParams {
  const metadata = markerOf(installation, newCheckout);
  // On the session alone: what it makes replaces nothing later.
  const replacing = newCheckout.replaces === null ? {} : { mainstay_replaces: newCheckout.replaces };
  return {
    client_reference_id: newCheckout.checkout,
    metadata: { ...metadata, ...replacing },
    line_items: [{ quantity: 1, price_data: priceOf(texts, newCheckout) }],
    success_url: newCheckout.successUrl,
    cancel_url: newCheckout.cancelUrl,
    expires_at: secondsOf(newCheckout.expiresAt),
    locale: checkoutLocale(newCheckout.locale),
    billing_address_collection: 'auto',
    // One predictable currency: what the reader chose is what is asked for.
    adaptive_pricing: { enabled: false },
    ...shownOf(texts, newCheckout),
    ...modeOf(texts, newCheckout, metadata),
  };
}

function priceOf(texts: Texts, { contribution }: NewCheckout) {
  const interval = contribution.frequency === 'annual' ? ('year' as const) : ('month' as const);
  return {
    currency: contribution.currency,
    unit_amount: contribution.amountMinor,
    // Named inline, every session would make a product of its own.
    ...(texts.product === undefined ? { product_data: { name: texts.productName } } : { product: texts.product }),
    ...(contribution.frequency === 'once' ? {} : { recurring: { interval } }),
  };
}

function modeOf(
  texts: Texts,
  { contribution }: NewCheckout,
  metadata: Record<string, string>,
): Pick<
  Stripe.Checkout.SessionCreateParams,
  'mode' | 'submit_type' | 'customer_creation' | 'payment_intent_data' | 'subscription_data'
> {
  if (contribution.frequency !== 'once') return { mode: 'subscription', subscription_data: { metadata } };
  return {
    mode: 'payment',
    submit_type: 'pay',
    // A gift needs a customer of its own too: it is the supporter's key.
    customer_creation: 'always',
    payment_intent_data: { metadata, statement_descriptor_suffix: texts.statementSuffix },
  };
}
