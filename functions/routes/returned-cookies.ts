// What a browser shows on its way back from Checkout, and what it gets: the device, the pass, and the claim without the
// checkout it came back from. Both ways back need the same.
import type { Returned } from '../../shared/actions/return-from-checkout.ts';
import type { Hash } from '../../shared/core/ids.ts';
import type { Hasher } from '../../shared/ports/hasher.ts';
import {
  type CookieNames,
  claimCookie,
  claimIn,
  deviceCookie,
  deviceIn,
  noReminderCookie,
  recognitionCookie,
  secretIn,
} from '../runtime/cookies.ts';

type Cookies = ReadonlyMap<string, string>;
interface Proven {
  readonly secret: string | null;
  readonly device: Hash | null;
  readonly reminderSecret: string | null;
}

export function provenIn(
  cookies: Cookies,
  { cookies: names, hasher }: { readonly cookies: CookieNames; readonly hasher: Hasher },
): Proven {
  const claim = claimIn(cookies, names);
  const known = claim?.deviceToken ?? null;
  return {
    secret: claim?.secret ?? null,
    device: deviceIn(cookies, names, hasher) ?? (known === null ? null : hasher.digest(known)),
    reminderSecret: secretIn(cookies, names.reminder),
  };
}

/** None for a browser that proved nothing. */
export function savedCookies(cookies: Cookies, names: CookieNames, { claimed }: Returned): string[] {
  const claim = claimIn(cookies, names);
  if (claimed === null || claim === null) return [];
  const { deviceToken, paid, over } = claimed;
  const [{ id: checkout }] = paid;
  // Other tabs may come back yet: from what is open, and from what they paid meanwhile.
  const waiting = claim.waiting.filter((each) => each !== checkout && !over.includes(each));
  return [
    deviceCookie(names, deviceToken),
    recognitionCookie(names, claimed),
    claimCookie(names, { secret: claim.secret, deviceToken, checkout, waiting }),
    ...(secretIn(cookies, names.reminder) === null ? [] : [noReminderCookie(names)]),
  ];
}
