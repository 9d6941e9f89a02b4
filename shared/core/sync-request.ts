// A Stripe event as we use it: it says which part changed, and of a try to pay whether it was declined. The queue never holds
// more, so nothing personal can be in it or in its dead letters.
import type { CustomerId } from './ids.ts';

export const syncedParts = ['checkout', 'membership', 'payment', 'customer'] as const;
export interface SyncRequest {
  /** Stripe's `evt_…`; the queue deduplicates by it. An object id would swallow a later change of that object. */
  readonly eventId: string;
  readonly part: (typeof syncedParts)[number];
  /** The Stripe object the event named: cs_, sub_, pi_, in_, ch_ or cus_. */
  readonly objectId: string;
  readonly customerId: CustomerId | null;
  /** Of a try to pay: how it ended. Counted, so that a captcha is asked while cards are tested. */
  readonly tried?: 'declined' | 'succeeded';
}

/** Sync requests of one group are answered one after another: the customer's, else the object's own. */
export const syncGroup = (syncRequest: SyncRequest): string => syncRequest.customerId ?? syncRequest.objectId;
