// Erasures in memory, beside the devices, checkouts and links in which their last traces lie.
import { type Erasure, endOfDoneErasure, erasureSteps } from '../../core/erasure.ts';
import type { CustomerId } from '../../core/ids.ts';
import type { Instant } from '../../core/time.ts';
import type { ErasureStore } from '../../ports/erasure-store.ts';
import type { MemoryCheckoutStore } from './checkout-store.ts';
import type { MemoryDeviceStore } from './device-store.ts';
import type { MemoryLinkStore } from './link-store.ts';

type HeldRow = Erasure & { readonly forgetAt: Instant | null };
export interface MemoryErasureStore extends ErasureStore {
  /** Plain JSON: what a local run without Java keeps over a restart. */
  dump(): readonly HeldRow[];
  restore(dump: readonly HeldRow[]): void;
}

export function memoryErasureStore(
  devices: Pick<MemoryDeviceStore, 'dump' | 'restore'>,
  checkouts: Pick<MemoryCheckoutStore, 'dump' | 'restore'>,
  links: Pick<MemoryLinkStore, 'dump' | 'restore'>,
): MemoryErasureStore {
  const erasures = new Map<CustomerId, HeldRow>();
  const read = (customer: CustomerId): Erasure | null => {
    const held = erasures.get(customer);
    return held === undefined ? null : erasureOf(held);
  };
  return {
    async begin(customer, at) {
      const begun = read(customer);
      if (begun !== null) return begun;
      const erasure: Erasure = { customer, startedAt: at, step: 'memberships' };
      erasures.set(customer, { ...erasure, forgetAt: null });
      return erasure;
    },
    read: async (customer) => read(customer),
    async moveOn(customer, step, at) {
      const held = erasures.get(customer);
      if (held === undefined || erasureSteps.indexOf(held.step) > erasureSteps.indexOf(step)) return;
      erasures.set(customer, { ...held, step, forgetAt: step === 'done' ? endOfDoneErasure(at) : null });
    },
    unfinished: async () => [...erasures.values()].filter(({ step }) => step !== 'done').map(erasureOf),
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
      for (const held of structuredClone(dump)) erasures.set(held.customer, held);
    },
  };
}

const erasureOf = ({ customer, startedAt, step }: HeldRow): Erasure => ({ customer, startedAt, step });
