// Supporters in memory, for the simulation and for machines without Java. It fulfils the same contract as the store on
// DynamoDB. What goes in and out is copied, so that no caller holds a part of the store.
import { type Counted, countedChanges } from '../../core/campaign.ts';
import type { CampaignTotal } from '../../core/campaign-progress.ts';
import type { CustomerId } from '../../core/ids.ts';
import type { PartKey } from '../../core/supporter.ts';
import { boundaryBefore, type Instant } from '../../core/time.ts';
import type { PartSave, SupporterStore, Versioned } from '../../ports/supporter-store.ts';
import { dropPointersTo, memoryEmailPointers } from './email-pointers.ts';
import * as records from './supporter-records.ts';

export interface MemorySupporterStore extends SupporterStore {
  totals(): readonly CampaignTotal[];
  /** For anonymous payments, which share this memory as they share the table: what moves between the two moves in one step. */
  entomb(customer: CustomerId, at: Instant): void;
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
      dropPointersTo(memory, customer);
    },
    take: (key, version) => take(memory, key, version),
    count: (before, after) => count(memory, before, after),
    totals: () => structuredClone([...memory.totals.values()]),
    dump: () => structuredClone(records.dumpOf(memory)),
    restore: (dump) => records.fill(memory, structuredClone(dump)),
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
