// The parts of supporters, each with a version. Every adapter fulfils this contract: a save is atomic and only lands on
// the versions that were read; it moves each version even when its part did not change; and it never writes below the
// tombstone of an erased supporter.
import type { Counted } from '../core/campaign.ts';
import type { CustomerId } from '../core/ids.ts';
import type { Part, PartKey, Supporter } from '../core/supporter.ts';
import type { Instant } from '../core/time.ts';
import type { EmailHash } from './hasher.ts';

/** A part as we held it before asking Stripe. `version` is 0 where we hold none. */
export interface Versioned {
  readonly version: number;
  readonly part: Part | null;
  readonly counted: Counted | null;
}
export interface PartSave {
  readonly key: PartKey;
  readonly versioned: Versioned;
  readonly part: Part;
  /** What the part counts now; the totals change by the difference to `versioned.counted`, in the same transaction. */
  readonly counted: Counted | null;
}

/** All that we held of a supporter before asking Stripe. A part that is not in it has the version 0. */
export interface VersionedSupporter {
  /** By the id of the part. */
  readonly parts: ReadonlyMap<string, Versioned>;
  readonly isErased: boolean;
  /** The hashes of addresses that lead to this supporter. */
  readonly addresses: readonly EmailHash[];
}
/** Parts of one supporter that are saved together or not at all. */
export interface SupporterSave {
  readonly customer: CustomerId;
  /** At least one and at most `mostPartsSaved`; of each only the versioned state counts that was read before Stripe. */
  readonly parts: readonly PartSave[];
  /** An address that leads to this supporter from now on. `isKnown`: it was among the addresses that were read. */
  readonly address: { readonly emailHash: EmailHash; readonly isKnown: boolean } | null;
}
/** A part writes its row and moves at most two counters, and DynamoDB takes 100 rows at once. */
export const mostPartsSaved = 30;

/**
 * Whoever reads what an address leads to must not work without end. An address is typed by anybody, and each entry costs a
 * payment: far more than a stranger pays to push a reader's own off the list.
 */
export const mostPointed = 500;

export interface SupporterStore {
  /** Strongly consistent. */
  readVersioned(key: PartKey): Promise<Versioned>;
  save(sync: PartSave): Promise<'saved' | 'stale' | 'erased'>;
  /** Every part in one consistent look. */
  readAllVersioned(customer: CustomerId): Promise<VersionedSupporter>;
  /** `stale`: a version moved, the address is known no longer, or the supporter was erased. Nothing was written then. */
  saveAll(save: SupporterSave): Promise<'saved' | 'stale'>;
  /** All parts, strongly consistent; null where we hold nothing of this customer. At most `mostParts`. */
  read(customer: CustomerId): Promise<Supporter | null>;
  /** Begins another generation of browsers, and ends an erasure that was only asked for. */
  forgetDevices(customer: CustomerId): Promise<void>;
  /** Stores from when a second link confirms an erasure; an earlier one gives way. */
  askErasure(customer: CustomerId, from: Instant): Promise<void>;
  /** Takes away every pointer to this supporter that is not one of `current`. Answers how many there were. */
  dropPointers(customer: CustomerId, current: readonly EmailHash[]): Promise<number>;
  /** Points from the keyed hash of an address to a supporter that used it. Repeating it changes nothing; an erased supporter gets none. */
  pointEmail(emailHash: EmailHash, customer: CustomerId): Promise<void>;
  /** The hashes of addresses that lead to this supporter. Strongly consistent. */
  addressesOf(customer: CustomerId): Promise<readonly EmailHash[]>;
  /** Who is pointed to from any of these hashes of one address; at most `mostPointed`. */
  pointedFrom(emailHashes: readonly EmailHash[]): Promise<readonly CustomerId[]>;
}
