// Brings a reader back from Checkout to the page they came from, recognised: the page is quiet before the first paint,
// with or without JavaScript. Whoever cannot prove this browser opened the checkout learns nothing, not even the page.

import type { CheckoutId, Hash } from '../core/ids.ts';
import { returnTo } from '../core/return-url.ts';
import { type Claimed, type ClaimNeeds, claimCheckout } from './claim-checkout.ts';

export interface ReturnNeeds extends ClaimNeeds {
  /** Where a browser we do not know may ask for a link. */
  readonly accountPage: string;
}
export interface CheckoutReturn {
  /** Null for what is no id. */
  readonly checkout: CheckoutId | null;
  readonly secret: string | null;
  readonly device: Hash | null;
  readonly reminderSecret: string | null;
  readonly caller: string;
}
export interface Returned {
  readonly location: string;
  readonly claimed: Claimed | null;
}

export async function returnFromCheckout(needs: ReturnNeeds, arrival: CheckoutReturn): Promise<Returned> {
  const stranger = { location: returnTo(needs.accountPage, 'link'), claimed: null };
  const { checkout, secret } = arrival;
  if (checkout === null || secret === null) return stranger;
  const { device, reminderSecret, caller } = arrival;
  const claimed = await claimCheckout(needs, { checkout, secret, device, reminderSecret, caller });
  if (claimed.ok) {
    const word = claimed.value.standing.supporter ? 'thanks' : 'pending';
    return { location: returnTo(claimed.value.returnUrl, word), claimed: claimed.value };
  }
  if (claimed.failure.kind !== 'checkout-open') return stranger;
  // Proven, but not completed: the page they came from, and no more said than that.
  const memory = await needs.checkouts.read(checkout, needs.clock.now());
  return memory === null ? stranger : { location: returnTo(memory.returnUrl, 'back'), claimed: null };
}
