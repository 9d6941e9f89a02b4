// The payer at Stripe itself, in test mode: test cards (docs.stripe.com/testing) and a test clock. A checkout names no customer,
// so what it makes cannot sit on a clock; the subscription is made by the API, with our marker.
import type Stripe from 'stripe';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { systemPause } from '../../shared/adapters/node/system.ts';
import { amountOnce, idIn, monthly, type Payer, type Paying, type Subscribed } from './payer.ts';

const cards = { card: 'pm_card_visa', dispute: 'pm_card_createDispute', bank: 'pm_usBankAccount_success' } as const;
const failing = 'pm_card_chargeCustomerFail';
/** A clock is ready within seconds; a dispute is there within a minute. */
const [everyMilliseconds, mostTries] = [2000, 60];
const daySeconds = 86_400;

export interface StripePayerNeeds {
  readonly stripe: Stripe;
  readonly product: string;
  readonly nowSeconds: () => number;
  /** Who pays a Checkout there. */
  readonly payCheckout: Payer['payCheckout'];
}

export function stripePayer({ stripe, product, nowSeconds, payCheckout }: StripePayerNeeds): Payer {
  let clock: Stripe.TestHelpers.TestClock | null = null;
  return {
    payCheckout,
    async subscribe(metadata) {
      clock = await stripe.testHelpers.testClocks.create({ frozen_time: nowSeconds(), name: 'Mainstay rehearsal' });
      const customer = await stripe.customers.create({ test_clock: clock.id });
      await payWithCard(stripe, customer.id, cards.card);
      const made = await stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price_data: monthly(product) }],
        metadata: { ...metadata },
      });
      return { customer: customer.id, subscription: made.id };
    },
    async nextPeriod({ customer, subscription }: Subscribed, outcome) {
      await payWithCard(stripe, customer, outcome === 'paid' ? cards.card : failing);
      const { items } = await stripe.subscriptions.retrieve(subscription);
      const end = Math.max(...items.data.map((each) => each.current_period_end));
      // Stripe pays an hour after it made the draft.
      const frozen = { frozen_time: end + daySeconds / 8 };
      const { id } = await stripe.testHelpers.testClocks.advance(clock?.id ?? '', frozen);
      await until(async () => (await stripe.testHelpers.testClocks.retrieve(id)).status === 'ready', 'the test clock');
    },
    async recover({ customer, subscription }: Subscribed) {
      await payWithCard(stripe, customer, cards.card);
      const { latest_invoice: invoice } = await stripe.subscriptions.retrieve(subscription);
      await stripe.invoices.pay(idIn(invoice));
    },
    payOnce: (how, metadata) => payOnce(stripe, how, metadata),
    /** Events come some seconds after what they report. */
    settle: () => systemPause.wait(5 * everyMilliseconds),
    async leave() {
      if (clock !== null) await stripe.testHelpers.testClocks.del(clock.id);
    },
  };
}

async function payOnce(
  stripe: Stripe,
  how: keyof typeof cards,
  metadata: Readonly<Record<string, string>>,
): Promise<Paying> {
  const customer = await stripe.customers.create();
  const intent = await stripe.paymentIntents.create({
    amount: amountOnce,
    currency: 'usd',
    customer: customer.id,
    payment_method: cards[how],
    confirm: true,
    metadata: { ...metadata },
    ...(how === 'bank' ? byBank : byCard),
  });
  const isDisputed = async () => (await stripe.disputes.list({ payment_intent: intent.id })).data.length > 0;
  if (how === 'dispute') await until(isDisputed, 'the dispute of a test card');
  return { customer: customer.id, intent: intent.id };
}

const byBank: Partial<Stripe.PaymentIntentCreateParams> = {
  allowed_payment_method_types: ['us_bank_account'],
  mandate_data: { customer_acceptance: { type: 'offline' } },
};
const byCard: Partial<Stripe.PaymentIntentCreateParams> = {
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
};

async function payWithCard(stripe: Stripe, customer: string, card: string): Promise<void> {
  const { id } = await stripe.paymentMethods.attach(card, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
}

async function until(isDone: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (await isDone()) return;
    await systemPause.wait(everyMilliseconds);
  }
  throw new CannotStart(`Stripe did not finish in two minutes: ${what}.`);
}
