// Reads from Stripe what came of a checkout: stores that it is complete, and syncs the parts it made. The return page,
// the claim and the sync request all run this same step, so it does not matter which comes first, or how often.
import { endOfComplete } from '../core/checkout.ts';
import type { CustomerId, SessionId } from '../core/ids.ts';
import { reminderSource } from '../core/reminder.ts';
import type { CheckoutStore } from '../ports/checkout-store.ts';
import type { EmailHasher } from '../ports/hasher.ts';
import type { CheckoutTruth, Payments } from '../ports/payments.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import type { Clock } from '../ports/system.ts';
import { type SyncNeeds, type SyncOutcome, syncPart } from './sync-part.ts';

export interface SettleNeeds extends SyncNeeds {
  readonly payments: Pick<Payments, 'readCheckout' | 'readMembership' | 'readPayment'>;
  readonly supporters: Pick<SupporterStore, 'readVersioned' | 'save' | 'read' | 'pointEmail'>;
  readonly checkouts: Pick<CheckoutStore, 'complete'>;
  readonly emails: EmailHasher;
  readonly clock: Clock;
}
export type Settled =
  | { readonly status: 'foreign' | 'open' | 'expired' }
  | {
      readonly status: 'complete';
      readonly customer: CustomerId;
      readonly outcomes: readonly SyncOutcome[];
    };

export async function settleCheckout(needs: SettleNeeds, session: SessionId): Promise<Settled> {
  const truth = await needs.payments.readCheckout(session);
  const { marker, customer } = truth;
  if (marker === null) return { status: 'foreign' };
  if (truth.status !== 'complete') return { status: truth.status };
  if (customer === null) throw new Error('a complete checkout names no customer');
  if (marker.checkout !== null) {
    const first = await needs.checkouts.complete(marker.checkout, customer, endOfComplete(needs.clock.now()));
    // Counted, never joined: which reminder it was nobody can say.
    if (first?.source === reminderSource) needs.log.write('given-after-reminder', {});
  }
  const outcomes = await syncParts(needs, truth, customer);
  // A typed address proves nothing: it is only a pointer, by keyed hash, for who can later show it is theirs.
  if (truth.email !== null && !isNobodyLeft(outcomes)) {
    await needs.supporters.pointEmail(await needs.emails.hashEmail(truth.email), customer);
  }
  return { status: 'complete', customer, outcomes };
}

/** To who is gone no address leads, also where an empty table has forgotten their tombstone, or all is too old to be theirs. */
const isNobodyLeft = (outcomes: readonly SyncOutcome[]): boolean =>
  outcomes.includes('erased') ||
  (outcomes.length > 0 && outcomes.every((each) => each === 'anonymised' || each === 'aged'));

// One after another: two transactions on one supporter at the same instant would only make each other stale.
async function syncParts(needs: SettleNeeds, truth: CheckoutTruth, customer: CustomerId): Promise<SyncOutcome[]> {
  const outcomes: SyncOutcome[] = [];
  if (truth.membership !== null) {
    outcomes.push(await syncPart(needs, { kind: 'membership', customer, id: truth.membership }));
  }
  for (const id of truth.payments) outcomes.push(await syncPart(needs, { kind: 'payment', customer, id }));
  return outcomes;
}
