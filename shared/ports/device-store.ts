// Browsers that may act for supporters, by the hash of their token. An adapter never answers a device past its
// `forgetAt`, and forgetting one that is not there is no error.
import type { Device } from '../core/device.ts';
import type { Hash } from '../core/ids.ts';
import type { Instant } from '../core/time.ts';

export interface DeviceStore {
  remember(device: Device): Promise<void>;
  read(hash: Hash, now: Instant): Promise<Device | null>;
  /** Puts `next` in the place of `device`; one that was forgotten or changed meanwhile stays as it is now. */
  renew(device: Device, next: Device): Promise<void>;
  forget(hash: Hash): Promise<void>;
}
