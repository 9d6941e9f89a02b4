// The way back of sessions that were opened with their checkout's id in the address: Stripe holds such for a day, and a
// reader may open the page again. New sessions carry none (`return-from-checkout.ts`).
import type { CheckoutId } from '../core/ids.ts';
import { type Claim, claimCheckout } from './claim-checkout.ts';
import { type Returned, type ReturnNeeds, wordFor } from './return-from-checkout.ts';

export interface NamedReturn extends Omit<Claim, 'secret'> {
  /** Null for what is no id. */
  readonly checkout: CheckoutId | null;
  readonly secret: string | null;
}

export async function returnFromNamedCheckout(needs: ReturnNeeds, arrival: NamedReturn): Promise<Returned> {
  const stranger: Returned = { page: needs.accountPage, word: 'link', claimed: null };
  const { checkout, secret, ...claim } = arrival;
  if (checkout === null || secret === null) return stranger;
  const claimed = await claimCheckout(needs, { ...claim, checkout, secret });
  if (claimed.ok)
    return { page: claimed.value.paid[0].returnUrl, word: wordFor(claimed.value), claimed: claimed.value };
  if (claimed.failure.kind !== 'checkout-open') return stranger;
  // Proven, but not completed: the page they came from, and no more said than that.
  const memory = await needs.checkouts.read(checkout, needs.clock.now());
  return memory === null ? stranger : { page: memory.returnUrl, word: 'back', claimed: null };
}
