// POST /v1/grants/redeem: a pass without a device. A browser without a device keeps the link in the device's cookie,
// so that the pass can be renewed until the grant ends. Both cookies expire with the grant.
import { type RedeemGrantNeeds, redeemGrant } from '../../shared/actions/redeem-grant.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { type CookieNames, grantCookies, recognitionCookie, secretIn } from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';
import { recognitionBody } from './recognition-body.ts';

export const redeemGrantRoute = (needs: RedeemGrantNeeds & { readonly cookies: CookieNames }) =>
  answering('redeemGrant', routes.redeemGrant, async ({ body, cookies }) => {
    const { cookies: names, clock } = needs;
    const redeemed = await redeemGrant(needs, body);
    if (!redeemed.ok) return fail({ failure: redeemed.failure });
    const { value } = redeemed;
    const isDevice = secretIn(cookies, names.device) !== null;
    const saved = isDevice
      ? [recognitionCookie(names, value)]
      : grantCookies(names, { ...value, grant: body.token, now: clock.now() });
    return succeed({ status: 200, body: recognitionBody(value), cookies: saved });
  });
