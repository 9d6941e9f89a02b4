// Reads from Stripe what came of a checkout: stores that it is complete, and syncs the parts it made. The return page,
// the claim and the sync request all run this same step, so it does not matter which comes first, or how often.
import type { CustomerId, MembershipId, SessionId } from '../core/ids.ts';
import type { SyncOutcome } from './sync-part.ts';
import { madeBy, type SupporterSynced, type SupporterSyncNeeds, syncSupporter } from './sync-supporter.ts';

export type SettleNeeds = SupporterSyncNeeds;
export type Settled =
  | { readonly status: 'foreign' | 'open' | 'expired' }
  | {
      readonly status: 'complete';
      readonly customer: CustomerId;
      /** What it was paid to replace, and so ends. */
      readonly ends: MembershipId | null;
      readonly outcomes: readonly SyncOutcome[];
      /** It was paid, and Stripe does not show by what yet: it must be asked again. */
      readonly isLinkMissing: boolean;
    };

/** `customer`: whose it is, where a sync stored before that it is complete. */
export async function settleCheckout(
  needs: SettleNeeds,
  session: SessionId,
  customer: CustomerId | null = null,
): Promise<Settled> {
  const completed = new Set(customer === null ? [] : [session]);
  return settledOf(await syncSupporter(needs, { customer, objectIds: [session], completed }), session);
}

/** What a sync says of one of the checkouts that it was asked for. */
export function settledOf({ truth, outcomes }: SupporterSynced, session: SessionId): Settled {
  const checkout = truth.checkouts.get(session);
  if (checkout === undefined) throw new Error('a checkout was not read');
  const { marker, status, customer } = checkout;
  if (marker === null) return { status: 'foreign' };
  if (status !== 'complete') return { status };
  if (customer === null) throw new Error('a complete checkout names no customer');
  const made = madeBy(checkout).flatMap((id) => outcomes.get(id) ?? []);
  const ends = checkout.isPaid ? checkout.replaces : null;
  return { status, customer, ends, outcomes: made, isLinkMissing: checkout.isLinkMissing };
}
