// The needs of answering a sync request, with all writes replaced: what would be saved is reported and kept in memory, so
// that a second sync finds what the first one left. With it a reconciliation shows each difference before it saves any.

import { isSame } from '../core/is-same.ts';
import { succeed } from '../core/result.ts';
import type { Part, PartKey } from '../core/supporter.ts';
import type { Versioned } from '../ports/supporter-store.ts';
import type { AnswerNeeds } from './answer-sync-request.ts';

export interface Difference {
  readonly key: PartKey;
  /** Null where we hold none. */
  readonly before: Part | null;
  /** Null where it would become an anonymous payment, or be deleted. */
  readonly after: Part | null;
}

export function compareOnly(needs: AnswerNeeds, show: (difference: Difference) => void): AnswerNeeds {
  const seen = new Map<string, Versioned>();
  const anonymised = new Map<string, Awaited<ReturnType<AnswerNeeds['anonymousPayments']['readVersioned']>>>();
  const nothing: Versioned = { version: 0, part: null, counted: null };
  const readVersioned = async (key: PartKey) => seen.get(nameOf(key)) ?? (await needs.supporters.readVersioned(key));
  return {
    ...needs,
    supporters: {
      readVersioned,
      read: (customer) => needs.supporters.read(customer),
      addressesOf: async () => [],
      pointEmail: async () => undefined,
      dropPointers: async () => 0,
      save: async ({ key, versioned, part, counted }) => {
        // As the store itself would say, whose tombstone is looked at only in its own save.
        if ((await needs.supporters.read(key.customer))?.isErased === true) return 'erased';
        if (!isSame(versioned.part, part)) show({ key, before: versioned.part, after: part });
        seen.set(nameOf(key), { version: versioned.version + 1, part, counted });
        return 'saved';
      },
    },
    anonymousPayments: {
      entomb: async () => undefined,
      release: async () => undefined,
      remove: async (key) => {
        const { part, counted } = await readVersioned(key);
        if (part === null) return 'removed';
        show({ key, before: part, after: null });
        seen.set(nameOf(key), nothing);
        if (part.kind === 'payment') anonymised.set(part.id, { version: 1, counted });
        return 'removed';
      },
      readVersioned: async (payment) =>
        anonymised.get(payment) ?? (await needs.anonymousPayments.readVersioned(payment)),
      save: async ({ versioned, anonymousPayment, counted }) => {
        anonymised.set(anonymousPayment.id, { version: versioned.version + 1, counted });
        return 'saved';
      },
    },
    reminders: { withdraw: async () => undefined },
    erasures: {
      begin: async (customer, at) => ({ customer, startedAt: at, step: 'memberships' }),
      read: (customer) => needs.erasures.read(customer),
      moveOn: async () => undefined,
    },
    payments: {
      ...needs.payments,
      cancelMembership: async () => succeed(null),
      deleteCustomer: async () => succeed(null),
    },
    checkouts: { complete: async () => null },
    log: { write: () => undefined },
  };
}

const nameOf = ({ customer, id }: PartKey): string => `${customer} ${id}`;
