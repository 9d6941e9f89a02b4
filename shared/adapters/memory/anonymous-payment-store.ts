// Anonymous payments in memory, beside the supporters whose payments they were: nothing waits between taking one away and putting the
// other there.
import { type AnonymousPayment, anonymised } from '../../core/anonymous-payment.ts';
import type { Counted } from '../../core/campaign.ts';
import type { PaymentId } from '../../core/ids.ts';
import type { AnonymousPaymentStore } from '../../ports/anonymous-payment-store.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import type { MemorySupporterStore } from './supporter-store.ts';

interface HeldAnonymousPayment {
  readonly version: number;
  readonly counted: Counted | null;
  readonly anonymousPayment: AnonymousPayment;
}
export interface MemoryAnonymousPaymentStore extends AnonymousPaymentStore {
  /** Plain JSON: what a local run without Java keeps over a restart. */
  dump(): readonly HeldAnonymousPayment[];
  restore(dump: readonly HeldAnonymousPayment[]): void;
}

export function memoryAnonymousPaymentStore(
  supporters: Pick<MemorySupporterStore, 'entomb' | 'release' | 'take' | 'count'>,
  /** What says when an address was last written to: it goes with the pointers of an erased one. */
  messages: readonly { forgetMessages(address: EmailHash): void }[],
): MemoryAnonymousPaymentStore {
  const anonymousPayments = new Map<PaymentId, HeldAnonymousPayment>();
  return {
    async entomb(customer, at) {
      for (const address of supporters.entomb(customer, at)) for (const each of messages) each.forgetMessages(address);
    },
    async remove(key, version) {
      const taken = supporters.take(key, version);
      if (taken === 'stale') return 'stale';
      const { part, counted } = taken;
      if (part?.kind !== 'payment') return 'removed';
      // A late sync made the anonymous payment already, and counts it there.
      if (anonymousPayments.has(part.id)) supporters.count(counted, null);
      else anonymousPayments.set(part.id, { version: 1, counted, anonymousPayment: anonymised(part) });
      return 'removed';
    },
    release: async (customer) => supporters.release(customer),
    async readVersioned(payment) {
      const { version, counted } = anonymousPayments.get(payment) ?? { version: 0, counted: null };
      return structuredClone({ version, counted });
    },
    async save({ versioned, anonymousPayment, counted }) {
      if ((anonymousPayments.get(anonymousPayment.id)?.version ?? 0) !== versioned.version) return 'stale';
      anonymousPayments.set(
        anonymousPayment.id,
        structuredClone({ version: versioned.version + 1, counted, anonymousPayment }),
      );
      supporters.count(versioned.counted, counted);
      return 'saved';
    },
    dump: () => structuredClone([...anonymousPayments.values()]),
    restore(dump) {
      anonymousPayments.clear();
      for (const held of structuredClone(dump)) anonymousPayments.set(held.anonymousPayment.id, held);
    },
  };
}
