// POST /v1/portal: leads to Stripe's billing portal. A redirect, and never a body: the address is a key to a name, and a script
// of the page must not get it.
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
    return opened.ok ? succeed({ status: 303, location: opened.value.url }) : fail({ failure: opened.failure });
  });
