// Proves a pass as the CDN in front of a newsroom can: by the signature and the boundary in it, with the passes' own key
// and nothing else. It tells supporters from others, never one from another.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '../shared/adapters/node/key-ring.ts';
import { parsePass, passText } from '../shared/core/pass.ts';
import type { Clock } from '../shared/ports/system.ts';

/** False for no pass, a forged one, one for money on its way, and one past its boundary. */
export function recogniser({ keys }: KeyRing, clock: Clock): (token: string | undefined) => Promise<boolean> {
  return async (token = '') => {
    const pass = parsePass(token);
    const key = pass === null ? undefined : keys.get(pass.keyId);
    if (pass === null || key === undefined || pass.tier !== 'supporter' || pass.expiresAt <= clock.now()) return false;
    const wanted = createHmac('sha256', key).update(passText(pass)).digest();
    const given = Buffer.from(pass.mac, 'base64url');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  };
}
