// POST /v1/links/redeem: behind a button, because programs that look into mail open addresses and press nothing.
import { type RedeemLinkNeeds, redeemLink } from '../../shared/actions/redeem-link.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { type CookieNames, deviceCookie, deviceIn, recognitionCookie } from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';
import { recognitionBody } from './recognition-body.ts';

export const redeemLinkRoute = (
  needs: RedeemLinkNeeds & { readonly cookies: CookieNames; readonly accountPage: string },
) =>
  answering('redeemLink', routes.redeemLink, async ({ body, cookies, caller, isForm }) => {
    const device = deviceIn(cookies, needs.cookies, needs.hasher);
    const redeemed = await redeemLink(needs, { proof: body, device, caller });
    if (!redeemed.ok) return fail({ failure: redeemed.failure });
    const saved = [
      deviceCookie(needs.cookies, redeemed.value.deviceToken),
      recognitionCookie(needs.cookies, redeemed.value),
    ];
    if (isForm) return succeed({ status: 303, location: needs.accountPage, cookies: saved });
    return succeed({ status: 200, body: recognitionBody(redeemed.value), cookies: saved });
  });
