// Supporters in memory, for the simulation and for machines without Java. It keeps the promises of the real store; what
// goes in and out is copied, so that nobody holds a piece of it.
import { type Counted, type CountedChange, countedChanges } from '../../core/campaign.ts';
import type { CampaignTotal } from '../../core/campaign-progress.ts';
import { type CustomerId, known, parseCustomerId, parseHash } from '../../core/ids.ts';
import { mostParts, type PartKey, type Supporter } from '../../core/supporter.ts';
import type { Instant } from '../../core/time.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import { mostPointed, type PartSave, type SupporterStore, type Versioned } from '../../ports/supporter-store.ts';

interface Held {
  readonly parts: Record<string, Versioned>;
  readonly devicesSince: Instant;
  readonly borrowersSince: Instant;
  readonly erasedAt: Instant | null;
}
/** Plain JSON: what a local run without Java keeps over a restart. */
export interface SupporterDump {
  readonly supporters: readonly (readonly [CustomerId, Held])[];
  readonly totals: readonly CampaignTotal[];
  /** "pepper#hash#customer" */
  readonly pointers: readonly string[];
}
export interface MemorySupporterStore extends SupporterStore {
  totals(): readonly CampaignTotal[];
  /** For the books, which share this memory as they share the table: what moves between the two moves in one step. */
  entomb(customer: CustomerId, at: Instant): void;
  release(customer: CustomerId): void;
  /** Takes a part away, where a version is asked for only that one, and leaves the totals as they are. */
  take(key: PartKey, version?: number): Versioned | 'stale';
  count(before: Counted | null, after: Counted | null): void;
  dump(): SupporterDump;
  restore(dump: SupporterDump): void;
}

interface Memory {
  readonly supporters: Map<CustomerId, Held>;
  readonly totals: Map<string, CampaignTotal>;
  readonly pointers: Set<string>;
}
const nobody: Held = { parts: {}, devicesSince: 0, borrowersSince: 0, erasedAt: null };
const nothing: Versioned = { version: 0, part: null, counted: null };
const locationOf = (key: Pick<PartKey, 'kind' | 'id'>): string => `${key.kind}#${key.id}`;
const monthOf = (total: Pick<Counted, 'campaign' | 'month'>): string => `${total.campaign}#${total.month}`;

export function memorySupporterStore(): MemorySupporterStore {
  const memory: Memory = { supporters: new Map(), totals: new Map(), pointers: new Set() };
  const heldOf = (customer: CustomerId): Held => memory.supporters.get(customer) ?? nobody;
  return {
    readVersioned: async (key) => structuredClone(heldOf(key.customer).parts[locationOf(key)] ?? nothing),
    save: async (sync) => save(memory, structuredClone(sync)),
    read: async (customer) => structuredClone(supporterOf(customer, heldOf(customer))),
    async forgetDevices(customer, since) {
      const held = heldOf(customer);
      if (held.erasedAt !== null || held.devicesSince >= since) return;
      memory.supporters.set(customer, { ...held, devicesSince: since });
    },
    async forgetBorrowers(customer, since) {
      const held = heldOf(customer);
      if (held.erasedAt !== null || held.borrowersSince >= since) return;
      memory.supporters.set(customer, { ...held, borrowersSince: since });
    },
    async pointEmail({ pepper, hash }: EmailHash, customer) {
      if (heldOf(customer).erasedAt === null) memory.pointers.add(`${pepper}#${hash}#${customer}`);
    },
    addressesOf: async (customer) =>
      [...memory.pointers].flatMap((pointer) => {
        const [pepper = '', hash = '', to] = pointer.split('#');
        return to === customer ? [{ pepper, hash: known(parseHash(hash)) }] : [];
      }),
    async pointedFrom(emailHashes) {
      const starts = emailHashes.map(({ pepper, hash }) => `${pepper}#${hash}#`);
      const found = [...memory.pointers].flatMap((pointer) =>
        starts.flatMap((start) =>
          pointer.startsWith(start) ? [known(parseCustomerId(pointer.slice(start.length)))] : [],
        ),
      );
      return [...new Set(found)].sort().slice(0, mostPointed);
    },
    async dropPointers(customer, except) {
      dropPointers(memory, customer, (pepper) => pepper !== except);
    },
    release(customer) {
      const { parts, erasedAt } = heldOf(customer);
      if (erasedAt !== null || Object.keys(parts).length > 0) return;
      memory.supporters.delete(customer);
      dropPointers(memory, customer, () => true);
    },
    entomb(customer, at) {
      const { parts, erasedAt } = heldOf(customer);
      memory.supporters.set(customer, { ...nobody, parts, erasedAt: erasedAt ?? at });
      dropPointers(memory, customer, () => true);
    },
    take(key, version) {
      const held = heldOf(key.customer);
      const { [locationOf(key)]: taken = nothing, ...parts } = held.parts;
      if (taken.part !== null && version !== undefined && taken.version !== version) return 'stale';
      memory.supporters.set(key.customer, { ...held, parts });
      return taken;
    },
    count(before, after) {
      for (const change of countedChanges(before, after)) addTo(memory.totals, change);
    },
    totals: () => structuredClone([...memory.totals.values()]),
    dump: () => structuredClone(dumpOf(memory)),
    restore: (dump) => fill(memory, structuredClone(dump)),
  };
}

// Nothing in here waits, so no other save can come between the looks and the writes: that is the transaction.
function save(
  { supporters, totals }: Memory,
  { key, versioned, part, counted }: PartSave,
): 'saved' | 'stale' | 'erased' {
  if (part.id !== key.id || part.customer !== key.customer) {
    throw new Error('a part was about to be saved under the name of another');
  }
  const held = supporters.get(key.customer) ?? nobody;
  if (held.erasedAt !== null) return 'erased';
  if ((held.parts[locationOf(key)] ?? nothing).version !== versioned.version) return 'stale';
  const parts = { ...held.parts, [locationOf(key)]: { version: versioned.version + 1, part, counted } };
  supporters.set(key.customer, { ...held, parts });
  for (const change of countedChanges(versioned.counted, counted)) addTo(totals, change);
  return 'saved';
}

function dropPointers({ pointers }: Memory, customer: CustomerId, isDropped: (pepper: string) => boolean): void {
  for (const pointer of pointers) {
    const [pepper = '', , to] = pointer.split('#');
    if (to === customer && isDropped(pepper)) pointers.delete(pointer);
  }
}

function addTo(totals: Memory['totals'], change: CountedChange): void {
  const { campaign, month, amountMinor, contributions } = change;
  const total = totals.get(monthOf(change)) ?? { campaign, month, raisedMinor: 0, contributions: 0, counts: 0 };
  totals.set(monthOf(change), {
    ...total,
    raisedMinor: total.raisedMinor + amountMinor,
    contributions: total.contributions + contributions,
    counts: total.counts + Math.abs(contributions),
  });
}

function supporterOf(
  customer: CustomerId,
  { parts: held, devicesSince, borrowersSince, erasedAt }: Held,
): Supporter | null {
  const parts = Object.keys(held)
    .sort()
    .flatMap((ref) => held[ref]?.part ?? []);
  if (parts.length === 0 && erasedAt === null) return null;
  if (parts.length > mostParts) throw new Error('a supporter has more parts than any one person');
  return {
    customer,
    memberships: parts.filter((part) => part.kind === 'membership'),
    payments: parts.filter((part) => part.kind === 'payment'),
    devicesSince,
    borrowersSince,
    isErased: erasedAt !== null,
  };
}

const dumpOf = ({ supporters, totals, pointers }: Memory): SupporterDump => ({
  supporters: [...supporters],
  totals: [...totals.values()],
  pointers: [...pointers],
});

function fill(memory: Memory, dump: SupporterDump): void {
  for (const shelf of Object.values(memory)) shelf.clear();
  for (const [customer, held] of dump.supporters) memory.supporters.set(customer, held);
  for (const total of dump.totals) memory.totals.set(monthOf(total), total);
  for (const pointer of dump.pointers) memory.pointers.add(pointer);
}
