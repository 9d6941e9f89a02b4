// What the canned server answers in Stripe's place: recorded once from the sandbox, so that the shapes are those the
// project is tested against, then frozen.
import { known, parseCampaignId, parseCheckoutId, parseCustomerId } from '../../shared/core/ids.ts';
import type { CustomerId, PaymentId } from '../../shared/core/ids.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import { hour } from '../../shared/core/time.ts';
import type { CheckoutOrder } from '../../shared/ports/payments.ts';
import { openBenchSandbox, routeOf } from '../sandbox.ts';

export interface StripeAnswers {
  /** A paid gift. */
  readonly payment: PaymentId;
  readonly customer: CustomerId;
  answer(method: string, path: string): { readonly route: string; readonly body: object };
}

const order: CheckoutOrder = {
  checkout: known(parseCheckoutId(`co_${'b'.repeat(22)}`)),
  gift: { frequency: 'once', amountMinor: 1000, currency: known(parseCurrency('usd')) },
  campaign: known(parseCampaignId('ad-free')),
  ...{ source: null, locale: 'en', email: null },
  successUrl: 'https://meridian.example/v1/checkouts/co/return',
  cancelUrl: 'https://meridian.example/an-article',
  expiresAt: Math.floor(Date.now() / hour) * hour + 2 * hour,
  idempotencyKey: 'bench.1',
};

export async function recordStripeAnswers(): Promise<StripeAnswers> {
  const { payments, order: tell, takeCalls } = openBenchSandbox();
  const opened = await payments.openCheckout(order);
  if (!opened.ok) throw new Error('the sandbox opened no checkout');
  await tell(`checkouts/${opened.value.session}/pay`, { method: 'card' });
  const { customer, payments: paid } = await payments.readCheckout(opened.value.session);
  const [payment] = paid;
  if (payment === undefined) throw new Error('the sandbox took no money');
  await payments.readPayment(payment);
  const calls = takeCalls();
  return {
    payment,
    customer: known(parseCustomerId(customer ?? '')),
    answer(method, path) {
      const route = routeOf(method, path);
      const found = calls.find((call) => call.route === route && (method === 'POST' || call.path === path));
      if (found === undefined) throw new Error(`no answer was recorded for ${route}`);
      return { route, body: found.body };
    },
  };
}
