// The signed proof in the browser that banners stay away; it says nothing of who. Its text is the same bytes for
// everyone of a tier, because it ends at a common boundary. It is no key to anything: a forged one only hides a banner.
import { commonBoundary, type Instant, instantOfSeconds, secondsOf } from './time.ts';

export const passVersion = 'v1';
/** A pass is renewed at least this long before the boundary it ends at. */
const noticeDays = 3;

/**
 * `pending`: no proof, but a hint that money is on its way and from when it is worth asking again. `lapsed`: only from when it
 * is worth asking again, because a membership without standing may yet be paid for. It hides nothing.
 */
export type Tier = 'supporter' | 'pending' | 'lapsed';
export interface Pass {
  readonly keyId: string;
  readonly tier: Tier;
  readonly expiresAt: Instant;
}

/** As the cookie has them: whoever looks at a seized browser reads no word of what it is for. */
const marks = { supporter: 'a', pending: 'b', lapsed: 'c' } as const satisfies Record<Tier, string>;
const tiers: readonly Tier[] = ['supporter', 'pending', 'lapsed'];

export const passBoundary = (now: Instant): Instant => commonBoundary(now, noticeDays);

/** What is signed: everything before the last dot. */
export const passText = ({ keyId, tier, expiresAt }: Pass): string =>
  [passVersion, keyId, marks[tier], secondsOf(expiresAt).toString(36)].join('.');

/** Reads what a cookie holds without proving it; null for anything that is no pass. */
export function parsePass(token: string): (Pass & { readonly mac: string }) | null {
  const shape = /^v1\.([a-z0-9-]{1,16})\.([abc])\.([0-9a-z]{1,9})\.([A-Za-z0-9_-]{0,86})$/.exec(token);
  if (shape === null) return null;
  const [, keyId = '', mark, seconds = '', mac = ''] = shape;
  return {
    keyId,
    tier: tiers.find((each) => marks[each] === mark) ?? 'lapsed',
    expiresAt: instantOfSeconds(Number.parseInt(seconds, 36)),
    mac,
  };
}
