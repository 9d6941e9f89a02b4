// Makes this browser a stranger again; with `isAll`, every browser of the supporters it proves by a fresh link, those that claimed
// among them: whoever opened a checkout that somebody else paid must not stay for ever. No list of a person's devices is
// kept for that: each supporter only counts how often its browsers were forgotten.
import type { Device } from '../core/device.ts';
import type { Failure } from '../core/failure.ts';
import type { Hash } from '../core/ids.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { allowed, proofOf } from '../core/rights.ts';
import type { Instant } from '../core/time.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import type { Clock, Log } from '../ports/system.ts';
import { readHoldings } from './read-supporters.ts';

export interface ForgetDeviceNeeds {
  readonly devices: DeviceStore;
  readonly supporters: Pick<SupporterStore, 'forgetDevices' | 'read'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Forgetting a browser we do not know is done already, and answers the same. */
export async function forgetDevice(
  needs: ForgetDeviceNeeds,
  { device: hash, isAll }: { readonly device: Hash | null; readonly isAll: boolean },
): Promise<Result<null, Failure>> {
  if (hash === null) return succeed(null);
  const now = needs.clock.now();
  const device = await needs.devices.read(hash, now);
  if (device === null) return succeed(null);
  if (isAll) {
    const forgotten = await forgetEverywhere(needs, device, now);
    if (!forgotten.ok) return forgotten;
  }
  await needs.devices.forget(hash);
  if (device.former !== undefined) await needs.devices.forget(device.former);
  needs.log.write('device-forgotten', { count: isAll ? device.holdings.length : 1 });
  return succeed(null);
}

/** Of several supporters those it proves now; where it proves none, nothing is forgotten at all. */
async function forgetEverywhere(
  needs: ForgetDeviceNeeds,
  device: Device,
  now: Instant,
): Promise<Result<null, Failure>> {
  const held = await readHoldings(needs, device);
  const proven = held.filter(({ holding }) => allowed('forget-all-browsers', proofOf(holding, now)) === 'yes');
  if (proven.length === 0 && held.length > 0) return fail({ kind: 'not-fresh' });
  for (const { holding } of proven) await needs.supporters.forgetDevices(holding.customer);
  return succeed(null);
}
