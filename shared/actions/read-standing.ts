// Tells a device its standing and renews what the browser keeps: called once a week, in the background. A device that
// acts for nobody any more is forgotten, and the answer is the same as for one we never knew.
import { endOfDevice, withoutStaleness } from '../core/device.ts';
import type { Failure } from '../core/failure.ts';
import type { Hash } from '../core/ids.ts';
import { fail, type Result } from '../core/result.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { Clock, Log } from '../ports/system.ts';
import { type ReadSupportersNeeds, readDevice, readSupporters } from './read-supporters.ts';
import { type RecogniseNeeds, type Recognition, recognise } from './recognise.ts';

export interface ReadStandingNeeds extends ReadSupportersNeeds, RecogniseNeeds {
  readonly devices: DeviceStore;
  readonly clock: Clock;
  readonly log: Log;
}

export async function readStanding(
  needs: ReadStandingNeeds,
  { device: hash }: { readonly device: Hash | null },
): Promise<Result<Recognition, Failure>> {
  const now = needs.clock.now();
  const device = await readDevice(needs, hash, now);
  if (device === null) return fail({ kind: 'device-unknown' });
  const supporters = await readSupporters(needs, device);
  if (supporters.length === 0) {
    await needs.devices.forget(device.hash);
    return fail({ kind: 'device-unknown' });
  }
  const held = new Set(supporters.map((each) => each.customer));
  const holdings = withoutStaleness(device.holdings, now).filter((each) => held.has(each.customer));
  const { former, ...seen } = device;
  await needs.devices.renew(device, { ...seen, holdings, forgetAt: endOfDevice(now) });
  // This browser has its new cookie.
  if (former !== undefined) await needs.devices.forget(former);
  needs.log.write('standing-renewed', {});
  return recognise(needs, supporters, now);
}
