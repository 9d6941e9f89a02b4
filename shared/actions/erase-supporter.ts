// Erases a supporter at the wish of a browser that claimed it and proved itself minutes ago. A mailed link alone erases
// nothing. Once begun it ends by itself: where Stripe does not answer now, the rest is done later.
import { withoutBorrowed } from '../core/device.ts';
import type { Failure } from '../core/failure.ts';
import type { CustomerId, Hash } from '../core/ids.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { defaultSupporter } from '../core/supporter.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import { type ReadSupportersNeeds, readSupporters } from './read-supporters.ts';
import { type ErasureNeeds, runErasure } from './run-erasure.ts';

export interface EraseSupporterNeeds extends ErasureNeeds, ReadSupportersNeeds {
  readonly supporters: ErasureNeeds['supporters'];
  readonly devices: Pick<DeviceStore, 'read' | 'renew' | 'forget'>;
}
export interface Erased {
  /** `pending`: begun, and ends by itself. */
  readonly status: 'erased' | 'pending';
  /** Whether this browser still acts for somebody. */
  readonly isDevice: boolean;
}

export async function eraseSupporter(
  needs: EraseSupporterNeeds,
  asked: { readonly device: Hash | null; readonly supporter: string | null },
): Promise<Result<Erased, Failure>> {
  const now = needs.clock.now();
  const device = asked.device === null ? null : await needs.devices.read(asked.device, now);
  if (device === null) return fail({ kind: 'device-unknown' });
  const supporters = await readSupporters(needs, device);
  if (supporters.length === 0) return fail({ kind: 'device-unknown' });
  if (now >= device.freshUntil) return fail({ kind: 'not-fresh' });
  const claimed = supporters.filter(({ customer }) => isClaimed(customer));
  const { supporter: named } = asked;
  const chosen = named === null ? defaultSupporter(claimed) : supporters.find((each) => each.customer === named);
  if (chosen === undefined) return fail({ kind: named === null ? 'not-claimed' : 'supporter-unknown' });
  if (!claimed.includes(chosen)) return fail({ kind: 'not-claimed' });
  const { customer } = chosen;
  const run = await runErasure(needs, customer);
  // What this browser held of it goes now; of the others the nightly run takes it.
  const holdings = device.holdings.filter((each) => each.customer !== customer);
  if (holdings.length === 0) await needs.devices.forget(device.hash);
  else await needs.devices.renew(device, { ...device, holdings });
  return succeed({ status: run.ok ? 'erased' : 'pending', isDevice: holdings.length > 0 });

  function isClaimed(each: CustomerId): boolean {
    return device !== null && withoutBorrowed(device).holdings.some((holding) => holding.customer === each);
  }
}
