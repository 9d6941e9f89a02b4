// Makes a browser a device, or the device it already is act for more: always under a new token, which holds what the old
// one held, so that whoever saw the old cookie has nothing after the next claim or link.
import { type Device, endOfDevice, type Holding, holdAlso, withoutStaleness } from '../core/device.ts';
import type { Instant } from '../core/time.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { Chance } from '../ports/system.ts';

export interface EnrolNeeds {
  readonly devices: DeviceStore;
  readonly hasher: Hasher;
  readonly chance: Chance;
}
export interface Enrolment {
  /** What this browser was before; null for a stranger. */
  readonly former: Device | null;
  readonly added: readonly Holding[];
  readonly now: Instant;
}

export async function enrolDevice(
  { devices, hasher, chance }: EnrolNeeds,
  { former, added, now }: Enrolment,
): Promise<{ readonly device: Device; readonly token: string }> {
  const token = chance.token(32);
  const device: Device = {
    hash: hasher.digest(token),
    holdings: added.reduce<readonly Holding[]>(holdAlso, withoutStaleness(former?.holdings ?? [], now)),
    forgetAt: endOfDevice(now),
  };
  await devices.remember(device);
  if (former !== null) await devices.forget(former.hash);
  return { device, token };
}
