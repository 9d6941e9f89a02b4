// The canned server's answers for Stripe: recorded once from the sandbox, so that they have the shapes that the
// project is tested against, then frozen.
import { type CustomerId, known, type PaymentId, parseCustomerId } from '../../shared/core/ids.ts';
import { newContribution } from '../new-contribution.ts';
import { openBenchSandbox, routeOf } from '../sandbox.ts';

export interface StripeAnswers {
  /** A paid gift. */
  readonly payment: PaymentId;
  readonly customer: CustomerId;
  answer(method: string, path: string): { readonly route: string; readonly body: object };
}

export async function recordStripeAnswers(): Promise<StripeAnswers> {
  const { payments, client, command: show, takeCalls } = openBenchSandbox(async () => undefined);
  const opened = await payments.openCheckout(newContribution('b'.repeat(22)));
  if (!opened.ok) throw new Error('the sandbox opened no checkout');
  await show(`checkouts/${opened.value.session}/pay`, { method: 'card' });
  const { customer, payments: paid } = await payments.readCheckout(opened.value.session);
  const [payment] = paid;
  if (payment === undefined) throw new Error('the sandbox took no money');
  await payments.readPayment(payment);
  // A nightly run with one event to request again.
  await (await client()).events.list({ type: 'payment_intent.succeeded' });
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
