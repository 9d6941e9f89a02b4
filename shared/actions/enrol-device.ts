// Makes a browser a device, or the device it already is act for more: always under a new token, which holds what the old
// one held. A link forgets the old one at once, so that whoever saw its cookie has nothing any more. After a claim it goes
// when the new one is seen, and on a Monday at the latest: the answer to the first return may be lost.
import { type Device, endOfDevice, endOfFormer, type Holding, holdAlso, withoutStaleness } from '../core/device.ts';
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
  readonly by: 'claim' | 'link';
}

export async function enrolDevice(
  { devices, hasher, chance }: EnrolNeeds,
  { former, added, now, by }: Enrolment,
): Promise<{ readonly device: Device; readonly token: string }> {
  const token = chance.token(32);
  const device: Device = {
    hash: hasher.digest(token),
    holdings: added.reduce<readonly Holding[]>(holdAlso, withoutStaleness(former?.holdings ?? [], now)),
    forgetAt: endOfDevice(now),
    ...(former !== null && by === 'claim' ? { former: former.hash } : {}),
  };
  await devices.remember(device);
  if (former?.former !== undefined) await devices.forget(former.former);
  if (former !== null && by === 'link') await devices.forget(former.hash);
  if (former !== null && by === 'claim') {
    const { former: _seen, ...others } = former;
    await devices.renew(former, { ...others, forgetAt: Math.min(former.forgetAt, endOfFormer(now)) });
  }
  return { device, token };
}
