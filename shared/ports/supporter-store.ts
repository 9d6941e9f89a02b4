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

/**
 * Whoever reads what an address leads to must not work without end. An address is typed by anybody, and each entry costs a
 * payment: far more than a stranger pays to push a reader's own off the list.
 */
export const mostPointed = 500;

export interface SupporterStore {
  /** Strongly consistent. */
  readVersioned(key: PartKey): Promise<Versioned>;
  save(sync: PartSave): Promise<'saved' | 'stale' | 'erased'>;
  /** All parts, strongly consistent; null where we hold nothing of this customer. At most `mostParts`. */
  read(customer: CustomerId): Promise<Supporter | null>;
  /** From now on devices that claimed before `since` act for this supporter no longer. */
  forgetDevices(customer: CustomerId, since: Instant): Promise<void>;
  /** Saves when an erasure was requested that a second link must confirm; it replaces an earlier one. */
  askErasure(customer: CustomerId, at: Instant): Promise<void>;
  /** Takes away every pointer to this supporter that is not one of `current`. Answers how many there were. */
  dropPointers(customer: CustomerId, current: readonly EmailHash[]): Promise<number>;
  /** Points from the keyed hash of an address to a supporter that used it. Repeating it changes nothing; an erased supporter gets none. */
  pointEmail(emailHash: EmailHash, customer: CustomerId): Promise<void>;
  /** The hashes of addresses that lead to this supporter. Strongly consistent. */
  addressesOf(customer: CustomerId): Promise<readonly EmailHash[]>;
  /** Who is pointed to from any of these hashes of one address; at most `mostPointed`. */
  pointedFrom(emailHashes: readonly EmailHash[]): Promise<readonly CustomerId[]>;
}
