// POST /v1/grants: a link for a reader who cannot give. A plain form is answered with a page that shows it.
import { type MakeGrantNeeds, makeGrant } from '../../shared/actions/make-grant.ts';
import { routes } from '../../shared/api/routes.ts';
import { grantLink } from '../../shared/core/grant.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { isoOf } from '../../shared/core/time.ts';
import type { Hasher } from '../../shared/ports/hasher.ts';
import { type CookieNames, deviceIn } from '../runtime/cookies.ts';
import { grantPage } from '../runtime/grant-page.ts';
import { answering } from '../runtime/http-handler.ts';

interface MakeGrantRouteNeeds extends MakeGrantNeeds {
  readonly cookies: CookieNames;
  readonly hasher: Hasher;
  readonly accountPage: string;
}
export const makeGrantRoute = (needs: MakeGrantRouteNeeds) =>
  answering('makeGrant', routes.makeGrant, async ({ body, cookies, isForm }) => {
    const device = deviceIn(cookies, needs.cookies, needs.hasher);
    const made = await makeGrant(needs, { device, grant: cookies.get(needs.cookies.device) ?? '' });
    if (!made.ok) return fail({ failure: made.failure });
    const { token, until } = made.value;
    const link = grantLink(needs.accountPage, token);
    if (isForm) return succeed({ status: 200, page: grantPage({ link, until, locale: body.locale ?? null }) });
    return succeed({ status: 200, body: { link, until: isoOf(until) } });
  });
