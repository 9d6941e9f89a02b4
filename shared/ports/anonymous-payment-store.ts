// What is left of payments that belong to nobody any more. Every adapter fulfils this contract: after `entomb` nothing is ever saved
// under that customer again; `remove` moves a payment and what it counts in one step, so no total is off for a moment;
// everything here may be repeated, because an erasure that was interrupted goes on from the beginning.
import type { AnonymousPayment } from '../core/anonymous-payment.ts';
import type { Counted } from '../core/campaign.ts';
import type { CustomerId, PaymentId } from '../core/ids.ts';
import type { PartKey } from '../core/supporter.ts';
import type { Instant } from '../core/time.ts';

export interface VersionedAnonymousPayment {
  /** 0 where there is none. */
  readonly version: number;
  readonly counted: Counted | null;
}
export interface AnonymousPaymentSave {
  readonly versioned: VersionedAnonymousPayment;
  readonly anonymousPayment: AnonymousPayment;
  readonly counted: Counted | null;
}
export interface AnonymousPaymentStore {
  /** Sets the tombstone and takes away every address that leads to this customer, and since when its devices count. */
  entomb(customer: CustomerId, at: Instant): Promise<void>;
  /**
   * Takes one part out of its supporter: a payment becomes an anonymous payment, a membership is deleted. With a version only the part of
   * that version; another that is held stays, and the answer is `stale`.
   */
  remove(key: PartKey, version?: number): Promise<'removed' | 'stale'>;
  /**
   * Takes away what leads to a supporter of whom no part is held any more: the pointers, and since when its devices count.
   * Where a part is held, or a tombstone stands, everything stays.
   */
  release(customer: CustomerId): Promise<void>;
  readVersioned(payment: PaymentId): Promise<VersionedAnonymousPayment>;
  save(sync: AnonymousPaymentSave): Promise<'saved' | 'stale'>;
}
