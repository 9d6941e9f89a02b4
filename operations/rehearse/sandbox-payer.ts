// The payer in the sandbox: checkouts that its control plane pays, and its clock. What a checkout makes there looks like what the
// API makes at Stripe.
import type Stripe from 'stripe';
import { amountOnce, idIn, monthly, type Payer } from './payer.ts';

export interface SandboxPayerNeeds {
  readonly stripe: Stripe;
  readonly product: string;
  /** A command of the control plane, such as `/disputes`. */
  readonly command: (path: string, body: object) => Promise<unknown>;
  readonly advanceDays: (days: number) => Promise<void>;
}
const monthDays = 32;
/** The first retry is a day after the refusal. */
const retryDays = 2;
const pages = { success_url: 'https://example.org/', cancel_url: 'https://example.org/' };

export function sandboxPayer({ stripe, product, command, advanceDays }: SandboxPayerNeeds): Payer {
  const payPage = (id: string, method: 'card' | 'bank_debit') =>
    command(`/checkouts/${id}/pay`, { method, email: 'payer@example.org' });
  const paid = async (params: Stripe.Checkout.SessionCreateParams, method: 'card' | 'bank_debit') => {
    const { id } = await stripe.checkout.sessions.create({ ...pages, ...params });
    await payPage(id, method);
    return stripe.checkout.sessions.retrieve(id);
  };
  const settle = () => advanceDays(1 / 24);
  return {
    async payCheckout({ session }) {
      await payPage(session, 'card');
      return true;
    },
    async subscribe(metadata) {
      const session = await paid(
        {
          mode: 'subscription',
          line_items: [{ quantity: 1, price_data: monthly(product) }],
          subscription_data: { metadata: { ...metadata } },
        },
        'card',
      );
      return { customer: idIn(session.customer), subscription: idIn(session.subscription) };
    },
    async nextPeriod({ subscription }, outcome) {
      await command(`/subscriptions/${subscription}/renewals`, { outcome });
      await advanceDays(monthDays);
    },
    async recover({ subscription }) {
      await command(`/subscriptions/${subscription}/renewals`, { outcome: 'paid' });
      await advanceDays(retryDays);
    },
    async payOnce(how, metadata) {
      const { recurring: _recurring, ...price } = monthly(product);
      const session = await paid(
        {
          mode: 'payment',
          customer_creation: 'always',
          line_items: [{ quantity: 1, price_data: { ...price, unit_amount: amountOnce } }],
          payment_intent_data: { metadata: { ...metadata } },
        },
        how === 'bank' ? 'bank_debit' : 'card',
      );
      const intent = idIn(session.payment_intent);
      if (how === 'dispute') await command('/disputes', { paymentIntent: intent });
      return { customer: idIn(session.customer), intent };
    },
    settle,
    leave: async () => {},
  };
}
