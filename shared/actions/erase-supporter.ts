// Erases a supporter at the request of a browser that claimed it and proved itself minutes ago. A mailed link alone erases
// nothing. Once begun it ends by itself: where Stripe does not answer now, the rest is done later.
import type { Failure } from '../core/failure.ts';
import type { Hash } from '../core/ids.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import type { Supporter } from '../core/supporter.ts';
import type { Instant } from '../core/time.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import { chooseFresh } from './choose-fresh.ts';
import { type Held, type ReadSupportersNeeds, readDevice, readHoldings } from './read-supporters.ts';
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
  requested: { readonly device: Hash | null; readonly supporter: string | null },
): Promise<Result<Erased, Failure>> {
  const now = needs.clock.now();
  const device = await readDevice(needs, requested.device, now);
  if (device === null) return fail({ kind: 'device-unknown' });
  const chosen = chooseClaimed(await readHoldings(needs, device), requested.supporter, now);
  if (!chosen.ok) return chosen;
  const { customer } = chosen.value;
  const run = await runErasure(needs, customer);
  // What this browser held of it goes now; of the others the nightly run takes it.
  const holdings = device.holdings.filter((each) => each.customer !== customer);
  if (holdings.length === 0) await needs.devices.forget(device.hash);
  else await needs.devices.renew(device, { ...device, holdings });
  return succeed({ status: run.ok ? 'erased' : 'pending', isDevice: holdings.length > 0 });
}

/** Of those it claimed; one that is only borrowed is named as such, because its holder sees it. */
function chooseClaimed(held: readonly Held[], named: string | null, now: Instant): Result<Supporter, Failure> {
  const claimed = held.filter(({ holding }) => !holding.isBorrowed);
  const isBorrowed = named === null ? claimed.length === 0 : held.some((each) => each.supporter.customer === named);
  const chosen = chooseFresh(held.length === 0 ? held : claimed, named, now);
  const isMissing = !chosen.ok && ['supporter-unknown', 'device-unknown'].includes(chosen.failure.kind);
  return held.length > 0 && isMissing && isBorrowed ? fail({ kind: 'not-claimed' }) : chosen;
}
