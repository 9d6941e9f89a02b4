// GET /v1/standing: renews both cookies of a device, or those of a grant. It deletes the cookies of an unknown browser, so
// that the browser stops asking. Any page can navigate a browser here, without its Strict cookie: such a call must not
// change the browser's cookies.
import { type ReadStandingNeeds, readStanding } from '../../shared/actions/read-standing.ts';
import { type RedeemGrantNeeds, redeemGrant } from '../../shared/actions/redeem-grant.ts';
import { routes } from '../../shared/api/routes.ts';
import { parseGrant } from '../../shared/core/grant.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import type { Hasher } from '../../shared/ports/hasher.ts';
import {
  ambiguous,
  type CookieNames,
  deviceCookie,
  deviceIn,
  grantCookies,
  noDeviceCookie,
  noPassCookie,
  recognitionCookie,
  secretIn,
} from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';
import { recognitionBody } from './recognition-body.ts';

export const readStandingRoute = (
  needs: ReadStandingNeeds & RedeemGrantNeeds & { readonly cookies: CookieNames; readonly hasher: Hasher },
) =>
  answering('readStanding', routes.readStanding, async ({ cookies, header }) => {
    const { cookies: names } = needs;
    const token = secretIn(cookies, names.device);
    const grant = cookies.get(names.device) ?? '';
    const granted = parseGrant(grant) === null ? null : await redeemGrant(needs, { token: grant });
    if (granted?.ok === true) {
      const saved = grantCookies(names, { ...granted.value, grant, now: needs.clock.now() });
      return succeed({ status: 200, body: recognitionBody(granted.value), cookies: saved });
    }
    const read = await readStanding(needs, { device: deviceIn(cookies, names, needs.hasher) });
    if (!read.ok || token === null) {
      const failure = read.ok ? { kind: 'device-unknown' as const } : read.failure;
      // Of two device cookies one is ours, and the other was set by another host of the domain: neither is taken away.
      const isClear = cookies.get(names.device) !== ambiguous;
      const isOurs = isClear && (cookies.has(names.device) || header('sec-fetch-site') === 'same-origin');
      return fail({ failure, cookies: isOurs ? [noPassCookie(names), noDeviceCookie(names)] : [] });
    }
    const saved = [deviceCookie(names, token), recognitionCookie(names, read.value)];
    return succeed({ status: 200, body: recognitionBody(read.value), cookies: saved });
  });
