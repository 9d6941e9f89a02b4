// POST /v1/links: 202, whatever is known about the address. Which page the code is typed into does not matter: `link` is
// all it needs. A plain form is answered with such a page, so that it works without JavaScript too.
import { type RequestLinkNeeds, requestLink } from '../../shared/actions/request-link.ts';
import { routes } from '../../shared/api/routes.ts';
import { succeed } from '../../shared/core/result.ts';
import { codePage } from '../runtime/code-page.ts';
import { answering } from '../runtime/http-handler.ts';

export const requestLinkRoute = (needs: RequestLinkNeeds) =>
  answering('requestLink', routes.requestLink, async ({ body, isForm }) => {
    const { email, purpose, locale = null } = body;
    const requested = await requestLink(needs, { email, purpose, locale });
    if (isForm) return succeed({ status: 202, page: codePage(requested.link, locale) });
    return succeed({ status: 202, body: { status: 'accepted', ...requested } });
  });
