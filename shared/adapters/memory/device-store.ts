// Devices in memory, under the hash of their token, as in the table.
import { isDeepStrictEqual } from 'node:util';
import type { Device } from '../../core/device.ts';
import type { Hash } from '../../core/ids.ts';
import type { DeviceStore } from '../../ports/device-store.ts';

export interface MemoryDeviceStore extends DeviceStore {
  /** Plain JSON: what a local run without Java keeps over a restart. */
  dump(): readonly Device[];
  restore(dump: readonly Device[]): void;
}

export function memoryDeviceStore(): MemoryDeviceStore {
  const devices = new Map<Hash, Device>();
  return {
    async remember(device) {
      devices.set(device.hash, structuredClone(device));
    },
    async renew(device, next) {
      if (isDeepStrictEqual(devices.get(device.hash), device)) devices.set(next.hash, structuredClone(next));
    },
    async read(hash, now) {
      const device = devices.get(hash);
      return device !== undefined && device.forgetAt > now ? structuredClone(device) : null;
    },
    async forget(hash) {
      devices.delete(hash);
    },
    dump: () => structuredClone([...devices.values()]),
    restore(dump) {
      devices.clear();
      for (const device of structuredClone(dump)) devices.set(device.hash, device);
    },
  };
}
