// POST /v1/checkouts/link: the thanks page's "send my link". A plain form is answered with the page that takes the code, so
// that it works without JavaScript too.
import { type SendOwnLinkNeeds, sendOwnLink } from '../../shared/actions/send-own-link.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { codePage } from '../runtime/code-page.ts';
import { type CookieNames, claimIn } from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';

export const sendOwnLinkRoute = (needs: SendOwnLinkNeeds & { readonly cookies: CookieNames }) =>
  answering('sendOwnLink', routes.sendOwnLink, async ({ body, cookies, isForm }) => {
    const claim = claimIn(cookies, needs.cookies);
    const { locale = null } = body;
    const checkout = body.checkoutId ?? claim?.checkout ?? null;
    const sent = await sendOwnLink(needs, { checkout, secret: body.secret ?? claim?.secret ?? null, locale });
    if (!sent.ok) return fail({ failure: sent.failure });
    if (isForm) return succeed({ status: 202, page: codePage(sent.value.link, locale) });
    return succeed({ status: 202, body: { status: 'accepted', ...sent.value } });
  });
