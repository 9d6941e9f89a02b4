// GET /v1/checkouts/{checkoutId}/return: Stripe sends the reader here; we redirect to the page they came from, with
// the cookies that hide contribution requests from its first paint.
import { type ReturnNeeds, returnFromCheckout } from '../../shared/actions/return-from-checkout.ts';
import { routes } from '../../shared/api/routes.ts';
import { parseCheckoutId } from '../../shared/core/ids.ts';
import { succeed } from '../../shared/core/result.ts';
import {
  type CookieNames,
  claimCookie,
  claimIn,
  deviceCookie,
  deviceIn,
  noReminderCookie,
  recognitionCookie,
  secretIn,
} from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';

export const returnFromCheckoutRoute = (needs: ReturnNeeds & { readonly cookies: CookieNames }) =>
  answering('returnFromCheckout', routes.returnFromCheckout, async ({ params, cookies, caller }) => {
    const reminderSecret = secretIn(cookies, needs.cookies.reminder);
    const claim = claimIn(cookies, needs.cookies);
    const known = claim?.deviceToken ?? null;
    const checkout = parseCheckoutId(params['checkoutId'] ?? '');
    const { location, claimed } = await returnFromCheckout(needs, {
      checkout,
      secret: claim?.secret ?? null,
      device: deviceIn(cookies, needs.cookies, needs.hasher) ?? (known === null ? null : needs.hasher.digest(known)),
      reminderSecret,
      caller,
    });
    if (claimed === null || claim === null) return succeed({ status: 303, location });
    const saved = [
      deviceCookie(needs.cookies, claimed.deviceToken),
      recognitionCookie(needs.cookies, claimed),
      // Kept to its age: another tab may come back yet, and this one again.
      claimCookie(needs.cookies, { secret: claim.secret, deviceToken: claimed.deviceToken, checkout }),
      ...(reminderSecret === null ? [] : [noReminderCookie(needs.cookies)]),
    ];
    return succeed({ status: 303, location, cookies: saved });
  });
