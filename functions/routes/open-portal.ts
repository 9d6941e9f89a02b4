// POST /v1/portal: the address of Stripe's billing portal, for use at once.
import { type OpenPortalNeeds, openPortal } from '../../shared/actions/open-portal.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import type { Hasher } from '../../shared/ports/hasher.ts';
import { type CookieNames, deviceIn } from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';

export const openPortalRoute = (needs: OpenPortalNeeds & { readonly cookies: CookieNames; readonly hasher: Hasher }) =>
  answering('openPortal', routes.openPortal, async ({ body, cookies }) => {
    const device = deviceIn(cookies, needs.cookies, needs.hasher);
    const { supporter = null, flow = null, membership = null } = body;
    const opened = await openPortal(needs, { device, supporter, flow, membership });
    return opened.ok ? succeed({ status: 200, body: opened.value }) : fail({ failure: opened.failure });
  });
