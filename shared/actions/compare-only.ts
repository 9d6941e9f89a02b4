// The needs of answering a sync request, with all writes replaced: what would be saved is reported and kept in memory, so
// that a second sync finds what the first one left. With it a reconciliation shows each difference before it saves any.

import type { CustomerId } from '../core/ids.ts';
import { isSame } from '../core/is-same.ts';
import { succeed } from '../core/result.ts';
import type { Part, PartKey } from '../core/supporter.ts';
import type { PartSave, Versioned, VersionedSupporter } from '../ports/supporter-store.ts';
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
  const keep = ({ key, versioned, part, counted }: PartSave): void => {
    if (!isSame(versioned.part, part)) show({ key, before: versioned.part, after: part });
    seen.set(nameOf(key), { version: versioned.version + 1, part, counted });
  };
  return {
    ...needs,
    supporters: {
      readVersioned,
      read: (customer) => needs.supporters.read(customer),
      addressesOf: async () => [],
      pointEmail: async () => undefined,
      dropPointers: async () => 0,
      save: async (sync) => {
        // As the store itself would say, whose tombstone is looked at only in its own save.
        if ((await needs.supporters.read(sync.key.customer))?.isErased === true) return 'erased';
        keep(sync);
        return 'saved';
      },
      readAllVersioned: async (customer) => overlaid(await needs.supporters.readAllVersioned(customer), customer, seen),
      saveAll: async ({ parts }) => {
        for (const sync of parts) keep(sync);
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
    ...withoutTraces(needs),
  };
}

/** What beside the parts would be written, sent to Stripe or logged. */
function withoutTraces(
  needs: AnswerNeeds,
): Pick<AnswerNeeds, 'reminders' | 'erasures' | 'payments' | 'checkouts' | 'log'> {
  return {
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

/** What is held, as it would be had all been saved so far. */
function overlaid(
  held: VersionedSupporter,
  customer: CustomerId,
  seen: ReadonlyMap<string, Versioned>,
): VersionedSupporter {
  const overlay = [...seen].flatMap(([name, versioned]) => {
    const [owner, id = ''] = name.split(' ');
    return owner === customer ? [[id, versioned] as const] : [];
  });
  // What would be gone is not held.
  const parts = [...new Map([...held.parts, ...overlay])].filter(([, { version }]) => version > 0);
  return { ...held, parts: new Map(parts) };
}

const nameOf = ({ customer, id }: PartKey): string => `${customer} ${id}`;
