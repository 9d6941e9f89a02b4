// DELETE /v1/supporter: 200 when it is done, 202 when it is begun and ends by itself, or waits for a second link. A browser
// that acts for nobody any more loses its cookies, the claim of its checkouts too, and its cache of our pages.
import { type EraseSupporterNeeds, eraseSupporter } from '../../shared/actions/erase-supporter.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { isoOf } from '../../shared/core/time.ts';
import type { Hasher } from '../../shared/ports/hasher.ts';
import { type CookieNames, deviceIn, noClaimCookie, noDeviceCookie, noPassCookie } from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';

export const eraseSupporterRoute = (
  needs: EraseSupporterNeeds & { readonly cookies: CookieNames; readonly hasher: Hasher },
) =>
  answering('eraseSupporter', routes.eraseSupporter, async ({ body, cookies }) => {
    const device = deviceIn(cookies, needs.cookies, needs.hasher);
    const erased = await eraseSupporter(needs, { device, supporter: body.supporter ?? null });
    if (!erased.ok) return fail({ failure: erased.failure });
    if (erased.value.status === 'unconfirmed') {
      const { status, confirmFrom } = erased.value;
      return succeed({ status: 202, body: { status, confirmFrom: isoOf(confirmFrom) } });
    }
    const { status, isDevice } = erased.value;
    const { cookies: names } = needs;
    const taken = isDevice ? [] : [noPassCookie(names), noDeviceCookie(names), noClaimCookie(names)];
    return succeed({
      status: status === 'erased' ? 200 : 202,
      body: { status },
      cookies: taken,
      clearsCache: !isDevice,
    });
  });
