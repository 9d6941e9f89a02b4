// Books in memory, beside the supporters whose payments they were: nothing waits between taking one away and putting the
// other there.
import { type Book, unlinked } from '../../core/book.ts';
import type { Counted } from '../../core/campaign.ts';
import type { PaymentId } from '../../core/ids.ts';
import type { BookStore } from '../../ports/book-store.ts';
import type { MemorySupporterStore } from './supporter-store.ts';

interface HeldBook {
  readonly version: number;
  readonly counted: Counted | null;
  readonly book: Book;
}
export interface MemoryBookStore extends BookStore {
  /** Plain JSON: what a local run without Java keeps over a restart. */
  dump(): readonly HeldBook[];
  restore(dump: readonly HeldBook[]): void;
}

export function memoryBookStore(
  supporters: Pick<MemorySupporterStore, 'entomb' | 'release' | 'take' | 'count'>,
): MemoryBookStore {
  const books = new Map<PaymentId, HeldBook>();
  return {
    entomb: async (customer, at) => supporters.entomb(customer, at),
    async unlink(key, version) {
      const taken = supporters.take(key, version);
      if (taken === 'stale') return 'stale';
      const { part, counted } = taken;
      if (part?.kind !== 'payment') return 'unlinked';
      // A late visit made the book already, and counts it there.
      if (books.has(part.id)) supporters.count(counted, null);
      else books.set(part.id, { version: 1, counted, book: unlinked(part) });
      return 'unlinked';
    },
    release: async (customer) => supporters.release(customer),
    async note(payment) {
      const { version, counted } = books.get(payment) ?? { version: 0, counted: null };
      return structuredClone({ version, counted });
    },
    async save({ noted, book, counted }) {
      if ((books.get(book.id)?.version ?? 0) !== noted.version) return 'stale';
      books.set(book.id, structuredClone({ version: noted.version + 1, counted, book }));
      supporters.count(noted.counted, counted);
      return 'saved';
    },
    dump: () => structuredClone([...books.values()]),
    restore(dump) {
      books.clear();
      for (const held of structuredClone(dump)) books.set(held.book.id, held);
    },
  };
}
