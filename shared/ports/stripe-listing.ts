// Stripe's own lists, as sync requests: what a reconciliation reads. Each list is paged, newest first, and a page's cursor can
// be kept, so that an interrupted run goes on where it stopped.

import type { CustomerId } from '../core/ids.ts';
import type { SyncRequest } from '../core/sync-request.ts';
import type { Instant } from '../core/time.ts';

/**
 * `events` holds what changed lately, `changes` of it what may have happened to something that was made long ago; the
 * others hold what there is, by when it was made, and rebuild everything from an empty table.
 */
export const listings = [
  ...(['events', 'changes', 'checkouts', 'memberships'] as const),
  ...(['intents', 'invoices', 'refunds', 'disputes'] as const),
] as const;
export type ListingName = (typeof listings)[number];

export interface ListingPage {
  readonly syncRequests: readonly Omit<SyncRequest, 'eventId'>[];
  /** Where the next page begins; null after the last. */
  readonly after: string | null;
}
export interface StripeListing {
  /** The newest hundred memberships and payments of one customer, by their ids; for looking at, not for syncing all. */
  partsOf(customer: CustomerId): Promise<readonly string[]>;
  /** `since` leaves out what was created before; Stripe keeps events for 30 days. */
  page(name: ListingName, since: Instant | null, after: string | null): Promise<ListingPage>;
}
