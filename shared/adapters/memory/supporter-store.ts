// Supporters in memory, for the simulation and for machines without Java. It keeps the promises of the real store; what
// goes in and out is copied, so that nobody holds a piece of it.
import type { Counted } from '../../core/campaign.ts';
import type { CampaignId, CustomerId } from '../../core/ids.ts';
import { mostParts, type PartKey, type Supporter } from '../../core/supporter.ts';
import type { Instant, Month } from '../../core/time.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import type { Noted, SupporterStore, Visit } from '../../ports/supporter-store.ts';

interface Held {
  readonly parts: Record<string, Noted>;
  readonly devicesSince: Instant;
  readonly erasedAt: Instant | null;
}
export interface CampaignTotal {
  readonly campaign: CampaignId;
  readonly month: Month;
  readonly raisedMinor: number;
  readonly gifts: number;
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
  dump(): SupporterDump;
  restore(dump: SupporterDump): void;
}

interface Memory {
  readonly supporters: Map<CustomerId, Held>;
  readonly totals: Map<string, CampaignTotal>;
  readonly pointers: Set<string>;
}
const nobody: Held = { parts: {}, devicesSince: 0, erasedAt: null };
const nothing: Noted = { version: 0, part: null, counted: null };
const placeOf = (key: Pick<PartKey, 'kind' | 'id'>): string => `${key.kind}#${key.id}`;
const monthOf = (total: Pick<Counted, 'campaign' | 'month'>): string => `${total.campaign}#${total.month}`;

export function memorySupporterStore(): MemorySupporterStore {
  const memory: Memory = { supporters: new Map(), totals: new Map(), pointers: new Set() };
  const heldOf = (customer: CustomerId): Held => memory.supporters.get(customer) ?? nobody;
  return {
    note: async (key) => structuredClone(heldOf(key.customer).parts[placeOf(key)] ?? nothing),
    save: async (visit) => save(memory, structuredClone(visit)),
    read: async (customer) => structuredClone(supporterOf(customer, heldOf(customer))),
    async forgetDevices(customer, since) {
      const held = heldOf(customer);
      if (held.erasedAt !== null || held.devicesSince >= since) return;
      memory.supporters.set(customer, { ...held, devicesSince: since });
    },
    async pointEmail({ pepper, hash }: EmailHash, customer) {
      if (heldOf(customer).erasedAt === null) memory.pointers.add(`${pepper}#${hash}#${customer}`);
    },
    totals: () => structuredClone([...memory.totals.values()]),
    dump: () => structuredClone(dumpOf(memory)),
    restore: (dump) => fill(memory, structuredClone(dump)),
  };
}

// Nothing in here waits, so no other save can come between the looks and the writes: that is the transaction.
function save({ supporters, totals }: Memory, { key, noted, part, counted }: Visit): 'saved' | 'stale' | 'erased' {
  if (part.id !== key.id || part.customer !== key.customer) {
    throw new Error('a part was about to be saved under the name of another');
  }
  const held = supporters.get(key.customer) ?? nobody;
  if (held.erasedAt !== null) return 'erased';
  if ((held.parts[placeOf(key)] ?? nothing).version !== noted.version) return 'stale';
  const parts = { ...held.parts, [placeOf(key)]: { version: noted.version + 1, part, counted } };
  supporters.set(key.customer, { ...held, parts });
  if (noted.counted !== null) addTo(totals, noted.counted, -noted.counted.amountMinor, -1);
  if (counted !== null) addTo(totals, counted, counted.amountMinor, 1);
  return 'saved';
}

function addTo(totals: Memory['totals'], { campaign, month }: Counted, raisedMinor: number, gifts: number): void {
  const place = monthOf({ campaign, month });
  const total = totals.get(place) ?? { campaign, month, raisedMinor: 0, gifts: 0 };
  totals.set(place, { ...total, raisedMinor: total.raisedMinor + raisedMinor, gifts: total.gifts + gifts });
}

function supporterOf(customer: CustomerId, { parts: held, devicesSince, erasedAt }: Held): Supporter | null {
  const parts = Object.keys(held)
    .sort()
    .flatMap((place) => held[place]?.part ?? []);
  if (parts.length === 0 && erasedAt === null) return null;
  if (parts.length > mostParts) throw new Error('a supporter has more parts than any one person');
  return {
    customer,
    memberships: parts.filter((part) => part.kind === 'membership'),
    payments: parts.filter((part) => part.kind === 'payment'),
    devicesSince,
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
