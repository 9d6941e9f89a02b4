// Makes this browser a stranger again; with `isAll`, every browser that claimed the same supporters. No list of a
// person's devices is kept for that: each supporter only remembers since when devices count.
import type { Failure } from '../core/failure.ts';
import type { Hash } from '../core/ids.ts';
import { type Result, succeed } from '../core/result.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import type { Clock, Log } from '../ports/system.ts';
import { readSupporters } from './read-supporters.ts';

export interface ForgetDeviceNeeds {
  readonly devices: DeviceStore;
  readonly supporters: Pick<SupporterStore, 'forgetDevices' | 'forgetBorrowers' | 'read'>;
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
    // One millisecond on, so that claims of this very instant are among the forgotten.
    const held = new Set((await readSupporters(needs, device)).map((each) => each.customer));
    for (const { customer, isBorrowed } of device.holdings.filter((each) => held.has(each.customer))) {
      // Who only borrows it ends the other borrowers: whoever claimed it must notice nothing of them.
      if (isBorrowed) await needs.supporters.forgetBorrowers(customer, now + 1);
      else await needs.supporters.forgetDevices(customer, now + 1);
    }
  }
  await needs.devices.forget(hash);
  needs.log.write('device-forgotten', { count: isAll ? device.holdings.length : 1 });
  return succeed(null);
}
