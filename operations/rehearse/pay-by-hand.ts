// A person pays a Checkout in a browser, with a test card: Stripe pays one in no other way. The rehearsal shows its address and
// waits until Stripe says that it is complete.
import type Stripe from 'stripe';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import type { Screen } from '../../local/environment/progress.ts';
import type { Pause } from '../../shared/ports/system.ts';
import type { Payer } from './payer.ts';

export interface HandNeeds {
  readonly stripe: Stripe;
  readonly screen: Pick<Screen, 'write'>;
  readonly pause: Pause;
}
/** Ten minutes, after which nobody is there. */
const [everyMilliseconds, mostTries] = [3000, 200];

export const payByHand =
  ({ stripe, screen, pause }: HandNeeds): Payer['payCheckout'] =>
  async ({ session, url }) => {
    screen.write(
      `  Open this page and pay with the card 4242 4242 4242 4242, any future date, any three digits:\n  ${url}\n\n`,
    );
    for (let tries = 0; tries < mostTries; tries += 1) {
      const { status } = await stripe.checkout.sessions.retrieve(session);
      if (status === 'complete') return true;
      if (status === 'expired') break;
      await pause.wait(everyMilliseconds);
    }
    throw new CannotStart('Nobody paid the Checkout. Run this again, or without --pay-by-hand.');
  };

/** Without a person the read of a paid Checkout is left out, and the command says so. */
export const payNone: Payer['payCheckout'] = async () => false;
