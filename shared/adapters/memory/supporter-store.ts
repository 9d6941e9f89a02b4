// Supporters in memory, for the simulation and for machines without Java. It fulfils the same contract as the store on
// DynamoDB. What goes in and out is copied, so that no caller holds a part of the store.
import { type CampaignTotal, type Counted, countedChanges } from '../../core/campaign.ts';
import type { CustomerId } from '../../core/ids.ts';
import { mostParts, type PartKey } from '../../core/supporter.ts';
import { boundaryBefore, type Instant } from '../../core/time.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import {
  mostPartsSaved,
  type PartSave,
  type SupporterSave,
  type SupporterStore,
  type Versioned,
  type VersionedSupporter,
} from '../../ports/supporter-store.ts';
import { addressesIn, dropPointersTo, isPointed, memoryEmailPointers, pointTo } from './email-pointers.ts';
import * as records from './supporter-records.ts';

export interface MemorySupporterStore extends SupporterStore {
  totals(): readonly CampaignTotal[];
  /** For anonymous payments, which share this memory as they share the table: what moves between the two moves in one step. */
  entomb(customer: CustomerId, at: Instant): readonly EmailHash[];
  release(customer: CustomerId): void;
  /** Removes a part and leaves the totals unchanged. With a version it removes only that one. */
  take(key: PartKey, version?: number): Versioned | 'stale';
  count(before: Counted | null, after: Counted | null): void;
  dump(): records.SupporterDump;
  restore(dump: records.SupporterDump): void;
}

export function memorySupporterStore(): MemorySupporterStore {
  const memory: records.SupporterMemory = { supporters: new Map(), totals: new Map(), pointers: new Set() };
  const readVersioned = (key: PartKey): Versioned =>
    records.recordOf(memory, key.customer).parts[records.partName(key)] ?? records.neverSaved;
  return {
    readVersioned: async (key) => structuredClone(readVersioned(key)),
    save: async (sync) => save(memory, structuredClone(sync)),
    readAllVersioned: async (customer) => structuredClone(versionedOf(memory, customer)),
    saveAll: async (all) => saveAll(memory, structuredClone(all)),
    read: async (customer) => structuredClone(records.supporterOf(customer, records.recordOf(memory, customer))),
    forgetDevices: async (customer) =>
      change(memory, customer, (held) => ({ generation: held.generation + 1, eraseFrom: 0 })),
    askErasure: async (customer, from) =>
      change(memory, customer, (held) => ({ eraseFrom: Math.max(held.eraseFrom, from) })),
    ...memoryEmailPointers(memory),
    release: (customer) => release(memory, customer),
    entomb(customer, at) {
      const { parts, erasedAt } = records.recordOf(memory, customer);
      memory.supporters.set(customer, { ...records.emptyRecord, parts, erasedAt: erasedAt ?? boundaryBefore(at) });
      return dropPointersTo(memory, customer);
    },
    take: (key, version) => take(memory, key, version),
    count: (before, after) => count(memory, before, after),
    totals: () => structuredClone([...memory.totals.values()]),
    dump: () => structuredClone(records.dumpOf(memory)),
    restore: (dump) => records.fill(memory, structuredClone(dump)),
  };
}

function versionedOf(memory: records.SupporterMemory, customer: CustomerId): VersionedSupporter {
  const { parts, erasedAt } = records.recordOf(memory, customer);
  const held = Object.values(parts).filter((each) => each.part !== null);
  if (held.length > mostParts) throw new Error('a supporter has more parts than any one person');
  return {
    parts: new Map(held.map((each) => [String(each.part?.id), each])),
    isErased: erasedAt !== null,
    addresses: addressesIn(memory, customer),
  };
}

// Nothing in here waits, so no other save can come between the checks and the writes: that is the transaction.
function save(memory: records.SupporterMemory, { key, versioned, part, counted }: PartSave) {
  if (part.id !== key.id || part.customer !== key.customer) {
    throw new Error('a part was about to be saved under the name of another');
  }
  const record = records.recordOf(memory, key.customer);
  if (record.erasedAt !== null) return 'erased';
  const name = records.partName(key);
  if ((record.parts[name] ?? records.neverSaved).version !== versioned.version) return 'stale';
  const parts = { ...record.parts, [name]: { version: versioned.version + 1, part, counted } };
  memory.supporters.set(key.customer, { ...record, parts });
  count(memory, versioned.counted, counted);
  return 'saved';
}

function saveAll(memory: records.SupporterMemory, { customer, parts, address }: SupporterSave): 'saved' | 'stale' {
  if (parts.length === 0 || parts.length > mostPartsSaved) throw new Error('as many parts cannot be saved at once');
  for (const { key, part } of parts) {
    const isOthers = key.customer !== customer || part.customer !== customer || part.id !== key.id;
    if (isOthers) throw new Error('a part was about to be saved under the name of another');
  }
  const { parts: held, erasedAt } = records.recordOf(memory, customer);
  const isStale = ({ key, versioned }: PartSave) =>
    (held[records.partName(key)] ?? records.neverSaved).version !== versioned.version;
  if (erasedAt !== null || parts.some(isStale)) return 'stale';
  if (address?.isKnown === true && !isPointed(memory, address.emailHash, customer)) return 'stale';
  for (const part of parts) {
    if (save(memory, part) !== 'saved') throw new Error('one part was saved twice in one transaction');
  }
  if (address !== null) pointTo(memory, address.emailHash, customer);
  return 'saved';
}

type Change = (record: records.SupporterRecord) => Partial<records.SupporterRecord>;
function change(memory: records.SupporterMemory, customer: CustomerId, changed: Change): void {
  const record = records.recordOf(memory, customer);
  if (record.erasedAt === null) memory.supporters.set(customer, { ...record, ...changed(record) });
}

function release(memory: records.SupporterMemory, customer: CustomerId): void {
  const { parts, erasedAt } = records.recordOf(memory, customer);
  if (erasedAt !== null || Object.keys(parts).length > 0) return;
  memory.supporters.delete(customer);
  dropPointersTo(memory, customer);
}

function take(memory: records.SupporterMemory, key: PartKey, version?: number): Versioned | 'stale' {
  const record = records.recordOf(memory, key.customer);
  const { [records.partName(key)]: taken = records.neverSaved, ...parts } = record.parts;
  if (taken.part !== null && version !== undefined && taken.version !== version) return 'stale';
  memory.supporters.set(key.customer, { ...record, parts });
  return taken;
}

function count(memory: records.SupporterMemory, before: Counted | null, after: Counted | null): void {
  for (const change of countedChanges(before, after)) records.addTo(memory, change);
}
