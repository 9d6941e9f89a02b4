// What the memory supporter store works on: records of supporters, totals of campaigns, and pointers from address hashes.
import type { CampaignTotal, Counted, CountedChange } from '../../core/campaign.ts';
import type { CustomerId } from '../../core/ids.ts';
import { mostParts, type PartKey, type Supporter } from '../../core/supporter.ts';
import type { Instant } from '../../core/time.ts';
import type { Versioned } from '../../ports/supporter-store.ts';

export interface SupporterRecord {
  readonly parts: Record<string, Versioned>;
  readonly generation: number;
  readonly eraseFrom: Instant;
  readonly erasedAt: Instant | null;
}
/** Plain JSON: what a local run without Java saves for its next start. */
export interface SupporterDump {
  readonly supporters: readonly (readonly [CustomerId, SupporterRecord])[];
  readonly totals: readonly CampaignTotal[];
  /** "pepper#hash#customer" */
  readonly pointers: readonly string[];
}
export interface SupporterMemory {
  readonly supporters: Map<CustomerId, SupporterRecord>;
  readonly totals: Map<string, CampaignTotal>;
  readonly pointers: Set<string>;
}

export const emptyRecord: SupporterRecord = { parts: {}, generation: 0, eraseFrom: 0, erasedAt: null };
export const neverSaved: Versioned = { version: 0, part: null, counted: null };
export const partName = (key: Pick<PartKey, 'kind' | 'id'>): string => `${key.kind}#${key.id}`;
const monthOf = (total: Pick<Counted, 'campaign' | 'month'>): string => `${total.campaign}#${total.month}`;

export const recordOf = ({ supporters }: SupporterMemory, customer: CustomerId): SupporterRecord =>
  supporters.get(customer) ?? emptyRecord;

export function addTo({ totals }: SupporterMemory, change: CountedChange): void {
  const { campaign, month, amountMinor, contributions } = change;
  const total = totals.get(monthOf(change)) ?? { campaign, month, raisedMinor: 0, contributions: 0 };
  totals.set(monthOf(change), {
    ...total,
    raisedMinor: total.raisedMinor + amountMinor,
    contributions: total.contributions + contributions,
  });
}

export function supporterOf(customer: CustomerId, record: SupporterRecord): Supporter | null {
  const { parts: saved, generation, eraseFrom, erasedAt } = record;
  const parts = Object.keys(saved)
    .sort()
    .flatMap((name) => saved[name]?.part ?? []);
  if (parts.length === 0 && erasedAt === null) return null;
  if (parts.length > mostParts) throw new Error('a supporter has more parts than any one person');
  return {
    customer,
    memberships: parts.filter((part) => part.kind === 'membership'),
    payments: parts.filter((part) => part.kind === 'payment'),
    generation,
    eraseFrom,
    isErased: erasedAt !== null,
  };
}

export const dumpOf = ({ supporters, totals, pointers }: SupporterMemory): SupporterDump => ({
  supporters: [...supporters],
  totals: [...totals.values()],
  pointers: [...pointers],
});

export function fill(memory: SupporterMemory, dump: SupporterDump): void {
  for (const collection of Object.values(memory)) collection.clear();
  for (const [customer, record] of dump.supporters) memory.supporters.set(customer, record);
  for (const total of dump.totals) memory.totals.set(monthOf(total), total);
  for (const pointer of dump.pointers) memory.pointers.add(pointer);
}
