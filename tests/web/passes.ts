// Passes as the server writes them, for tests of what reads them. The proof is not read in the browser, so any will do.
import { passText, type Tier } from '../../shared/core/pass.ts';
import type { Instant } from '../../shared/core/time.ts';

export const monday: Instant = Date.UTC(2026, 10, 23);
export const passUntil = (expiresAt: Instant, tier: Tier = 'supporter'): string =>
  `${passText({ keyId: 'k1', tier, expiresAt })}.${'m'.repeat(43)}`;
