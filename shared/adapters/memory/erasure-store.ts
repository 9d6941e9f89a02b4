// Erasures in memory, beside the devices, checkouts and links in which their last traces lie.
import { doneErasureMemory, type Erasure, erasurePlaces } from '../../core/erasure.ts';
import type { CustomerId } from '../../core/ids.ts';
import type { Instant } from '../../core/time.ts';
import type { ErasureStore } from '../../ports/erasure-store.ts';
import type { MemoryCheckoutStore } from './checkout-store.ts';
import type { MemoryDeviceStore } from './device-store.ts';
import type { MemoryLinkStore } from './link-store.ts';

type Kept = Erasure & { readonly forgetAt: Instant | null };
export interface MemoryErasureStore extends ErasureStore {
  /** Plain JSON: what a local run without Java keeps over a restart. */
  dump(): readonly Kept[];
  restore(dump: readonly Kept[]): void;
}

export function memoryErasureStore(
  devices: Pick<MemoryDeviceStore, 'dump' | 'restore'>,
  checkouts: Pick<MemoryCheckoutStore, 'dump' | 'restore'>,
  links: Pick<MemoryLinkStore, 'dump' | 'restore'>,
): MemoryErasureStore {
  const erasures = new Map<CustomerId, Kept>();
  const read = (customer: CustomerId): Erasure | null => {
    const kept = erasures.get(customer);
    return kept === undefined ? null : erasureOf(kept);
  };
  return {
    async begin(customer, at) {
      const begun = read(customer);
      if (begun !== null) return begun;
      const erasure: Erasure = { customer, startedAt: at, place: 'memberships' };
      erasures.set(customer, { ...erasure, forgetAt: null });
      return erasure;
    },
    read: async (customer) => read(customer),
    async moveOn(customer, place, at) {
      const kept = erasures.get(customer);
      if (kept === undefined || erasurePlaces.indexOf(kept.place) > erasurePlaces.indexOf(place)) return;
      erasures.set(customer, { ...kept, place, forgetAt: place === 'done' ? at + doneErasureMemory : null });
    },
    unfinished: async () => [...erasures.values()].filter(({ place }) => place !== 'done').map(erasureOf),
    async removeTraces(customers) {
      const isOther = (customer: CustomerId | null): boolean => customer === null || !customers.includes(customer);
      devices.restore(
        devices
          .dump()
          .map((each) => ({ ...each, holdings: each.holdings.filter(({ customer }) => isOther(customer)) }))
          .filter(({ holdings }) => holdings.length > 0),
      );
      const { checkouts: held, attempts } = checkouts.dump();
      links.restore(links.dump().filter((each) => each.customers.every(isOther)));
      checkouts.restore({ checkouts: held.filter(({ customer }) => isOther(customer)), attempts });
    },
    dump: () => structuredClone([...erasures.values()]),
    restore(dump) {
      erasures.clear();
      for (const kept of structuredClone(dump)) erasures.set(kept.customer, kept);
    },
  };
}

const erasureOf = ({ customer, startedAt, place }: Kept): Erasure => ({ customer, startedAt, place });
