// GET /v1/checkouts/{checkoutId}/return: the way back of sessions that were opened while it named the checkout. It answers as the one
// without a name, with the word in the fragment, since it cannot tell whether the page has a script.
import type { ReturnNeeds } from '../../shared/actions/return-from-checkout.ts';
import { returnFromNamedCheckout } from '../../shared/actions/return-from-named-checkout.ts';
import { routes } from '../../shared/api/routes.ts';
import { parseCheckoutId } from '../../shared/core/ids.ts';
import { succeed } from '../../shared/core/result.ts';
import { returnTo } from '../../shared/core/return-url.ts';
import type { CookieNames } from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';
import { provenIn, savedCookies } from './returned-cookies.ts';

export const returnFromNamedCheckoutRoute = (needs: ReturnNeeds & { readonly cookies: CookieNames }) =>
  answering('returnFromNamedCheckout', routes.returnFromNamedCheckout, async ({ params, cookies, caller }) => {
    const checkout = parseCheckoutId(params['checkoutId'] ?? '');
    const returned = await returnFromNamedCheckout(needs, { checkout, ...provenIn(cookies, needs), caller });
    return succeed({
      status: 303,
      location: returnTo(returned.page, returned.word),
      cookies: savedCookies(cookies, needs.cookies, returned),
    });
  });
