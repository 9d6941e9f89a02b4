// GET /v1/checkouts/{checkoutId}/return: Stripe sends the reader here; we redirect to the page they came from, with
// the cookies that hide contribution requests from its first paint.
import { type ReturnNeeds, returnFromCheckout } from '../../shared/actions/return-from-checkout.ts';
import { routes } from '../../shared/api/routes.ts';
import { succeed } from '../../shared/core/result.ts';
import {
  type CookieNames,
  deviceCookie,
  deviceIn,
  noClaimCookie,
  noReminderCookie,
  recognitionCookie,
  secretIn,
} from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';

export const returnFromCheckoutRoute = (needs: ReturnNeeds & { readonly cookies: CookieNames }) =>
  answering('returnFromCheckout', routes.returnFromCheckout, async ({ params, cookies, caller }) => {
    const reminderSecret = secretIn(cookies, needs.cookies.reminder);
    const { location, claimed } = await returnFromCheckout(needs, {
      checkout: params['checkoutId'] ?? '',
      secret: secretIn(cookies, needs.cookies.claim),
      device: deviceIn(cookies, needs.cookies, needs.hasher),
      reminderSecret,
      caller,
    });
    if (claimed === null) return succeed({ status: 303, location });
    const saved = [
      deviceCookie(needs.cookies, claimed.deviceToken),
      recognitionCookie(needs.cookies, claimed),
      noClaimCookie(needs.cookies),
      ...(reminderSecret === null ? [] : [noReminderCookie(needs.cookies)]),
    ];
    return succeed({ status: 303, location, cookies: saved });
  });
