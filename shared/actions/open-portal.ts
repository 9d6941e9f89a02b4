// Opens Stripe's billing portal, which shows a name: only for a browser that a mailed link proved minutes
// ago, because a seized or shared one must not, nor whoever opened a checkout that somebody else paid.
import type { Failure } from '../core/failure.ts';
import type { Hash } from '../core/ids.ts';
import { fail, type Result } from '../core/result.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { Payments } from '../ports/payments.ts';
import type { Chance, Clock, Log } from '../ports/system.ts';
import { chooseFresh } from './choose-fresh.ts';
import { type ReadSupportersNeeds, readDevice, readHoldings } from './read-supporters.ts';

export interface OpenPortalNeeds extends ReadSupportersNeeds {
  readonly devices: Pick<DeviceStore, 'read'>;
  readonly payments: Pick<Payments, 'openPortal'>;
  readonly accountPage: string;
  readonly chance: Chance;
  readonly clock: Clock;
  readonly log: Log;
}

export async function openPortal(
  needs: OpenPortalNeeds,
  requested: { readonly device: Hash | null; readonly supporter: string | null },
): Promise<Result<{ readonly url: string }, Failure>> {
  const now = needs.clock.now();
  const device = await readDevice(needs, requested.device, now);
  if (device === null) return fail({ kind: 'device-unknown' });
  const chosen = chooseFresh(await readHoldings(needs, device), {
    right: 'portal',
    named: requested.supporter,
    now,
  });
  if (!chosen.ok) return chosen;
  const opened = await needs.payments.openPortal({
    customer: chosen.value.supporter.customer,
    returnUrl: needs.accountPage,
    idempotencyKey: `portal.${needs.chance.token(16)}`,
  });
  if (!opened.ok) return fail({ kind: 'payments-unavailable', retryAfterSeconds: 2 });
  needs.log.write('portal-opened', {});
  return opened;
}
