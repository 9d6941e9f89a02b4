// Checkouts and attempts in memory. Like the table it goes on holding what is past its end for a while, and like every
// adapter it answers none of that.
import { type Checkout, mostLinks } from '../../core/checkout.ts';
import type { CheckoutId, Hash } from '../../core/ids.ts';
import type { Attempt, CheckoutStore } from '../../ports/checkout-store.ts';
import { joined } from '../dynamodb/claims.ts';

/** Plain JSON: what a local run without Java keeps over a restart. */
export interface CheckoutDump {
  readonly checkouts: readonly Checkout[];
  readonly attempts: readonly Attempt[];
}
export interface MemoryCheckoutStore extends CheckoutStore {
  dump(): CheckoutDump;
  restore(dump: CheckoutDump): void;
}

export function memoryCheckoutStore(): MemoryCheckoutStore {
  const checkouts = new Map<CheckoutId, Checkout>();
  const attempts = new Map<Hash, Attempt>();
  return {
    async begin(attempt) {
      const held = attempts.get(attempt.key);
      if (held !== undefined && held.forgetAt > attempt.startedAt) return structuredClone(held);
      attempts.set(attempt.key, structuredClone(attempt));
      return structuredClone(attempt);
    },
    async replace(attempt, next) {
      const held = attempts.get(attempt.key);
      if (held === undefined || !isSame(held, attempt)) return false;
      attempts.set(next.key, structuredClone(next));
      return true;
    },
    async remember(checkout) {
      const held = checkouts.get(checkout.id);
      const next = held === undefined ? checkout : joined(held, checkout);
      checkouts.set(checkout.id, structuredClone(next));
    },
    async read(checkout, now) {
      const held = checkouts.get(checkout);
      return held !== undefined && held.forgetAt > now ? structuredClone(held) : null;
    },
    async complete(checkout, customer, forgetAt) {
      const held = checkouts.get(checkout);
      if (held === undefined) return null;
      checkouts.set(checkout, { ...held, customer, forgetAt });
      return held.customer === null ? structuredClone(held) : null;
    },
    async takeLink(checkout) {
      const held = checkouts.get(checkout);
      if (held === undefined || held.links >= mostLinks) return false;
      checkouts.set(checkout, { ...held, links: held.links + 1 });
      return true;
    },
    dump: () => structuredClone({ checkouts: [...checkouts.values()], attempts: [...attempts.values()] }),
    restore(dump) {
      checkouts.clear();
      attempts.clear();
      for (const checkout of structuredClone(dump.checkouts)) checkouts.set(checkout.id, checkout);
      for (const attempt of structuredClone(dump.attempts)) attempts.set(attempt.key, attempt);
    },
  };
}

const isSame = (held: Attempt, attempt: Attempt): boolean =>
  held.checkout === attempt.checkout &&
  held.requested === attempt.requested &&
  held.startedAt === attempt.startedAt &&
  held.tries === attempt.tries;
