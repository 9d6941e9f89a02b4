// POST /v1/checkouts/{checkoutId}/claim: the same as the return, for sites that keep the secret in the page. 202 while
// the payment is pending: the device exists, and its standing follows without another call.
import { type ClaimNeeds, claimCheckout } from '../../shared/actions/claim-checkout.ts';
import { routes } from '../../shared/api/routes.ts';
import { parseCheckoutId } from '../../shared/core/ids.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import {
  type CookieNames,
  deviceCookie,
  deviceIn,
  noReminderCookie,
  recognitionCookie,
  secretIn,
} from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';
import { recognitionBody } from './recognition-body.ts';

export const claimCheckoutRoute = (needs: ClaimNeeds & { readonly cookies: CookieNames }) =>
  answering('claimCheckout', routes.claimCheckout, async ({ params, body, cookies, caller }) => {
    const checkout = parseCheckoutId(params['checkoutId'] ?? '');
    if (checkout === null) return fail({ failure: { kind: 'checkout-unknown' } });
    const device = deviceIn(cookies, needs.cookies, needs.hasher);
    const reminderSecret = secretIn(cookies, needs.cookies.reminder);
    const claimed = await claimCheckout(needs, { checkout, secret: body.secret, device, reminderSecret, caller });
    if (!claimed.ok) return fail({ failure: claimed.failure });
    const saved = [
      deviceCookie(needs.cookies, claimed.value.deviceToken),
      recognitionCookie(needs.cookies, claimed.value),
      ...(reminderSecret === null ? [] : [noReminderCookie(needs.cookies)]),
    ];
    return succeed(
      claimed.value.isPending
        ? { status: 202, body: { status: 'pending' }, cookies: saved }
        : { status: 200, body: recognitionBody(claimed.value), cookies: saved },
    );
  });
