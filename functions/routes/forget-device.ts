// DELETE /v1/standing: forgets this browser, takes back every cookie of ours, and has its cache of our pages dropped. With
// ?all=true it forgets every browser that claimed the same supporters.
import { type ForgetDeviceNeeds, forgetDevice } from '../../shared/actions/forget-device.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import type { Hasher } from '../../shared/ports/hasher.ts';
import {
  type CookieNames,
  deviceIn,
  noClaimCookie,
  noDeviceCookie,
  noPassCookie,
  noReminderCookie,
} from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';

export const forgetDeviceRoute = (
  needs: ForgetDeviceNeeds & { readonly cookies: CookieNames; readonly hasher: Hasher },
) =>
  answering('forgetDevice', routes.forgetDevice, async ({ cookies, query }) => {
    const { cookies: names } = needs;
    const device = deviceIn(cookies, names, needs.hasher);
    const forgotten = await forgetDevice(needs, { device, isAll: query.all === 'true' });
    if (!forgotten.ok) return fail({ failure: forgotten.failure });
    const taken = [noPassCookie(names), noDeviceCookie(names), noClaimCookie(names), noReminderCookie(names)];
    return succeed({ status: 204, cookies: taken, clearsCache: true });
  });
