// Makes a browser prove the mailbox of every supporter it acts for, as redeeming a mailed link minutes ago does, without the
// message: for tests of what a fresh link allows. `link-steps.ts` does every step.
import { endOfFreshness } from '../../shared/core/device.ts';
import type { DeviceStore } from '../../shared/ports/device-store.ts';
import type { Hasher } from '../../shared/ports/hasher.ts';
import type { ReaderBrowser } from './reader-browser.ts';

interface At {
  readonly stores: { readonly devices: Pick<DeviceStore, 'read' | 'renew'> };
  readonly needs: { readonly hasher: Hasher; readonly portalFreshMinutes: number };
  readonly now: () => number;
}
export async function freshen({ stores, needs, now }: At, browser: ReaderBrowser): Promise<void> {
  const { devices } = stores;
  const token = browser.cookie('__Secure-seat', '/v1') ?? '';
  const device = await devices.read(needs.hasher.digest(token), now());
  if (device === null) throw new Error('this browser is no device');
  const freshUntil = endOfFreshness(now(), needs.portalFreshMinutes);
  await devices.renew(device, {
    ...device,
    holdings: device.holdings.map((each) => ({ ...each, freshUntil })),
  });
}
