// What Stripe gets of a new checkout, and what we store of it once it is open.
import { type Checkout, type CheckoutRequest, endOfOpen, sessionLife } from '../core/checkout.ts';
import type { CheckoutId, Hash } from '../core/ids.ts';
import { returnTo } from '../core/return-url.ts';
import type { Attempt } from '../ports/checkout-store.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { NewCheckout, OpenedCheckout } from '../ports/payments.ts';

interface AddressNeeds {
  /** Origin under which our `/v1` lives. */
  readonly apiUrl: string;
  readonly origins: readonly string[];
}

/** `isForm`: without JavaScript a page remembers nothing, and shows by a plain fragment that nothing was charged. */
export function newCheckoutOf(
  needs: AddressNeeds,
  { request, isForm }: { readonly request: CheckoutRequest; readonly isForm: boolean },
  attempt: Attempt,
): NewCheckout {
  const { returnUrl, ...rest } = request;
  return {
    ...rest,
    checkout: attempt.checkout,
    // No id: Stripe's answer stands in the browser's own history, which nobody can clear from a page.
    successUrl: `${apiOf(needs, returnUrl)}/v1/checkouts/return${isForm || !isOfSite(needs) ? '?plain=true' : ''}`,
    cancelUrl: isForm ? returnTo(returnUrl, 'back') : returnUrl,
    expiresAt: attempt.startedAt + sessionLife,
    idempotencyKey: `${attempt.checkout}.${attempt.requested.slice(0, 16)}.${attempt.tries}`,
  };
}

// The host with "www" and the one without have separate cookies: the return must go to the host that the reader used.
const apiOf = (needs: AddressNeeds, returnUrl: string): string =>
  isOfSite(needs) ? new URL(returnUrl).origin : needs.apiUrl;
/** Else pages see no cookie of the API's. */
const isOfSite = ({ apiUrl, origins }: AddressNeeds): boolean => origins.includes(apiUrl);

interface Opening {
  readonly request: CheckoutRequest;
  readonly opened: OpenedCheckout;
  readonly checkout: CheckoutId;
  readonly claimSecret: string;
  readonly input: { readonly claimHash: Hash | null; readonly device: Hash | null };
}
export function checkoutOf(
  { hasher }: { readonly hasher: Hasher },
  { request, opened, checkout, claimSecret, input }: Opening,
): Checkout {
  const { contribution, campaign, source, returnUrl } = request;
  return {
    id: checkout,
    session: opened.session,
    claims: [cookieClaim(hasher, checkout, claimSecret), ...(input.claimHash === null ? [] : [input.claimHash])],
    contribution,
    campaign,
    source,
    returnUrl,
    device: input.device,
    customer: null,
    links: 0,
    forgetAt: endOfOpen(opened.expiresAt),
  };
}

/** Which of the two secrets it is: of the browser's cookie, or of its page. Null for neither. */
export function claimProof(hasher: Hasher, { id, claims }: Checkout, secret: string): 'cookie' | 'page' | null {
  if (claims.includes(cookieClaim(hasher, id, secret))) return 'cookie';
  return claims.includes(hasher.digest(secret)) ? 'page' : null;
}

/** A browser has one cookie secret for all its checkouts. Hashed with the checkout, two rows of it cannot be linked. */
export const cookieClaim = (hasher: Hasher, checkout: CheckoutId, secret: string): Hash =>
  hasher.digest(`${checkout}.${secret}`);
