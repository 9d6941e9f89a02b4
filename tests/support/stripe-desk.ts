// Checkouts at Stripe for tests of what we read there: opened and paid with every webhook held back, so that only the
// requests of the test are made, and can be counted.
import { known, parseCustomerId, parseMembershipId, parsePaymentId } from '../../shared/core/ids.ts';
import type { Newsroom } from './newsroom.ts';
import * as steps from './newsroom-steps.ts';

export type StripeDesk = Awaited<ReturnType<typeof openStripeDesk>>;

export async function openStripeDesk(newsroom: Newsroom) {
  await steps.holdWebhooks(newsroom);

  async function opened(input: object = steps.fiveMonthly, method: steps.Method | null = 'card') {
    const checkout = await steps.openCheckout(newsroom.browser(), input);
    if (method !== null) await steps.pay(newsroom, checkout, method, 'reader@example.org');
    newsroom.stripeCalls.length = 0;
    return checkout;
  }
  /** The ids of a paid checkout, parsed as the port needs them. */
  async function partsOf(checkout: steps.Opened) {
    const { customer, subscription } = await steps.partsOf(newsroom, checkout);
    const intents = [...newsroom.sandbox.state.world.paymentIntents.keys()];
    return {
      customer: known(parseCustomerId(customer)),
      membership: subscription,
      payment: known(parsePaymentId(intents.at(-1) ?? '')),
    };
  }
  return {
    opened,
    partsOf,
    membershipOf: async (checkout: steps.Opened) =>
      newsroom.needs.payments.readMembership(known(parseMembershipId((await partsOf(checkout)).membership))),
    /** The requests since the last checkout was opened. */
    calls: () => newsroom.stripeCalls.map(({ call }) => call.replace(/\/(?:cs|sub|pi)_\w+$/, '/…')),
  };
}
