// Reads the supporters that a device may still act for, and those that an address leads to. It leaves out a supporter that
// was erased, and one that forgot this device since.
import type { Device, Holding } from '../core/device.ts';
import type { Hash } from '../core/ids.ts';
import type { Supporter } from '../core/supporter.ts';
import type { Instant } from '../core/time.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { EmailHash } from '../ports/hasher.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';

export interface ReadSupportersNeeds {
  readonly supporters: Pick<SupporterStore, 'read'>;
}
/** The device that a browser's cookie names; null without a cookie, and for a device that is unknown or expired. */
export const readDevice = async (
  { devices }: { readonly devices: Pick<DeviceStore, 'read'> },
  hash: Hash | null,
  now: Instant,
): Promise<Device | null> => (hash === null ? null : devices.read(hash, now));

export interface Held {
  readonly holding: Holding;
  readonly supporter: Supporter;
}
/** Each supporter with how this device came to act for it, oldest first. */
export async function readHoldings(
  needs: ReadSupportersNeeds,
  { holdings }: Pick<Device, 'holdings'>,
): Promise<Held[]> {
  const read = await Promise.all(
    holdings.map(async (holding) => {
      const supporter = await needs.supporters.read(holding.customer);
      return supporter === null || !isHeld(holding, supporter) ? [] : [{ holding, supporter }];
    }),
  );
  return read.flat();
}

export const readSupporters = async (needs: ReadSupportersNeeds, device: Pick<Device, 'holdings'>) =>
  (await readHoldings(needs, device)).map((each) => each.supporter);

/** The supporters who gave under an address, without those that were erased. */
export async function readPointed(
  { supporters }: { readonly supporters: Pick<SupporterStore, 'pointedFrom' | 'read'> },
  hashes: readonly EmailHash[],
): Promise<Supporter[]> {
  const pointed = await supporters.pointedFrom(hashes);
  const read = await Promise.all(pointed.map((customer) => supporters.read(customer)));
  return read.flatMap((each) => (each === null || each.isErased ? [] : [each]));
}

const isHeld = ({ generation }: Pick<Holding, 'generation'>, supporter: Supporter): boolean =>
  !supporter.isErased && generation === supporter.generation;
