// GET /v1/checkouts/return: Stripe sends the reader here; we redirect to the page they came from, with the cookies that hide
// contribution requests from its first paint. With `plain` its box was a form without a script, and the word is in the fragment.
import { type ReturnNeeds, returnFromCheckout } from '../../shared/actions/return-from-checkout.ts';
import { routes } from '../../shared/api/routes.ts';
import { succeed } from '../../shared/core/result.ts';
import { returnTo } from '../../shared/core/return-url.ts';
import { type CookieNames, claimIn, returnCookie } from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';
import { provenIn, savedCookies } from './returned-cookies.ts';

export const returnFromCheckoutRoute = (needs: ReturnNeeds & { readonly cookies: CookieNames }) =>
  answering('returnFromCheckout', routes.returnFromCheckout, async ({ query, cookies, header, caller }) => {
    const claim = claimIn(cookies, needs.cookies);
    const returned = await returnFromCheckout(needs, {
      ...provenIn(cookies, needs),
      waiting: claim?.waiting ?? [],
      last: claim?.checkout ?? null,
      caller,
    });
    const { page, word } = returned;
    const saved = savedCookies(cookies, needs.cookies, returned);
    const isForScript = query.plain === undefined && (word === 'thanks' || word === 'pending');
    if (!isForScript) return succeed({ status: 303, location: returnTo(page, word), cookies: saved });
    // Opened again: a page of another site may lead here too, and sets no cookie of ours.
    const isSaid = returned.claimed !== null || ['none', 'same-origin'].includes(header('sec-fetch-site') ?? '');
    const said = isSaid ? [returnCookie(needs.cookies, word, needs.chance.token(1))] : [];
    return succeed({ status: 303, location: page, cookies: [...saved, ...said] });
  });
