// Paying as a person at the page does: Stripe holds the reader's redirect until the webhook of the completed checkout was
// answered, for about ten seconds at most.
import type { SandboxServices } from '../sandbox-services.ts';
import { type Paid, type Payment, payCheckout } from './pay-checkout.ts';

const patienceMilliseconds = 10_000;

export async function payAndWait(services: SandboxServices, id: string, payment: Payment): Promise<Paid> {
  services.settle();
  const { world } = services.state;
  const paid = payCheckout(world, id, payment);
  services.dispatcher.begin();
  if (paid.declined) return paid;
  const completed = [...world.events.values()].findLast(
    ({ type, data }) => type === 'checkout.session.completed' && data.object.id === id,
  );
  const shown = services.dispatcher.onTheirWay(completed?.id ?? '');
  await Promise.race([shown, services.wait(patienceMilliseconds)]);
  return paid;
}

/** Where the payer goes next. */
export function successUrl({ session }: Paid): string {
  return (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}
