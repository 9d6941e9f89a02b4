// The parts of supporters, each with a version. Every adapter fulfils this contract: `save` is atomic and only lands on
// the version that was read; it moves the version even when the part did not change; and it never writes below the
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

/** More checkouts than this under one address are no reader's; whoever reads them must not work without end. */
export const mostPointed = 40;

export interface SupporterStore {
  /** Strongly consistent. */
  readVersioned(key: PartKey): Promise<Versioned>;
  save(sync: PartSave): Promise<'saved' | 'stale' | 'erased'>;
  /** All parts, strongly consistent; null where we hold nothing of this customer. At most `mostParts`. */
  read(customer: CustomerId): Promise<Supporter | null>;
  /** Begins another generation of browsers, and ends an erasure that was only asked for. */
  forgetDevices(customer: CustomerId): Promise<void>;
  /** Stores from when a second link confirms an erasure; an earlier one gives way. */
  askErasure(customer: CustomerId, from: Instant): Promise<void>;
  /** Takes away every pointer to this supporter that is not under the pepper `except`. */
  dropPointers(customer: CustomerId, except: string): Promise<void>;
  /** Points from the keyed hash of an address to a supporter that used it. Repeating it changes nothing; an erased supporter gets none. */
  pointEmail(emailHash: EmailHash, customer: CustomerId): Promise<void>;
  /** The hashes of addresses that lead to this supporter. Strongly consistent. */
  addressesOf(customer: CustomerId): Promise<readonly EmailHash[]>;
  /** Who is pointed to from any of these hashes of one address; at most `mostPointed`. */
  pointedFrom(emailHashes: readonly EmailHash[]): Promise<readonly CustomerId[]>;
}
