// The needs of answering a ring, with nothing written: what would be saved is told and remembered, so that a second visit
// finds it as the first left it. This is how a reconciliation shows the difference before it makes it.

import { isSame } from '../core/is-same.ts';
import { succeed } from '../core/result.ts';
import type { Part, PartKey } from '../core/supporter.ts';
import type { Noted } from '../ports/supporter-store.ts';
import type { AnswerNeeds } from './answer-doorbell.ts';

export interface Difference {
  readonly key: PartKey;
  /** Null where we hold none. */
  readonly before: Part | null;
  /** Null where it would become a book, or be gone. */
  readonly after: Part | null;
}

export function compareOnly(needs: AnswerNeeds, tell: (difference: Difference) => void): AnswerNeeds {
  const seen = new Map<string, Noted>();
  const booked = new Map<string, Awaited<ReturnType<AnswerNeeds['books']['note']>>>();
  const nothing: Noted = { version: 0, part: null, counted: null };
  const note = async (key: PartKey) => seen.get(nameOf(key)) ?? (await needs.supporters.note(key));
  return {
    ...needs,
    supporters: {
      note,
      read: (customer) => needs.supporters.read(customer),
      addressesOf: async () => [],
      pointEmail: async () => undefined,
      dropPointers: async () => undefined,
      save: async ({ key, noted, part, counted }) => {
        // As the store itself would say, whose tombstone is looked at only in its own save.
        if ((await needs.supporters.read(key.customer))?.isErased === true) return 'erased';
        if (!isSame(noted.part, part)) tell({ key, before: noted.part, after: part });
        seen.set(nameOf(key), { version: noted.version + 1, part, counted });
        return 'saved';
      },
    },
    books: {
      entomb: async () => undefined,
      release: async () => undefined,
      unlink: async (key) => {
        const { part, counted } = await note(key);
        if (part === null) return 'unlinked';
        tell({ key, before: part, after: null });
        seen.set(nameOf(key), nothing);
        if (part.kind === 'payment') booked.set(part.id, { version: 1, counted });
        return 'unlinked';
      },
      note: async (payment) => booked.get(payment) ?? (await needs.books.note(payment)),
      save: async ({ noted, book, counted }) => {
        booked.set(book.id, { version: noted.version + 1, counted });
        return 'saved';
      },
    },
    reminders: { withdraw: async () => undefined },
    erasures: {
      begin: async (customer, at) => ({ customer, startedAt: at, place: 'memberships' }),
      read: (customer) => needs.erasures.read(customer),
      moveOn: async () => undefined,
    },
    payments: {
      ...needs.payments,
      cancelMembership: async () => succeed(null),
      deleteCustomer: async () => succeed(null),
    },
    checkouts: { complete: async () => null },
    journal: { note: () => undefined },
  };
}

const nameOf = ({ customer, id }: PartKey): string => `${customer} ${id}`;
