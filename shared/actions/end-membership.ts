// Ends at once a membership for which nothing is charged now: one that is paused, or whose payments failed for good. One that goes on
// is ended on Stripe's own page, which asks once more. What was paid for counts to its end.
import type { Failure } from '../core/failure.ts';
import { isResting, type Membership } from '../core/membership.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { permit } from '../core/rights.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { Payments } from '../ports/payments.ts';
import { findHeldMembership, type NamedMembership } from './find-held-membership.ts';
import type { ReadSupportersNeeds } from './read-supporters.ts';
import { type SyncNeeds, syncPart } from './sync-part.ts';

export interface EndMembershipNeeds extends SyncNeeds, ReadSupportersNeeds {
  readonly supporters: SyncNeeds['supporters'];
  readonly payments: Pick<Payments, 'cancelMembership'> & SyncNeeds['payments'];
  readonly devices: Pick<DeviceStore, 'read'>;
}

export async function endMembership(
  needs: EndMembershipNeeds,
  named: NamedMembership,
): Promise<Result<Membership, Failure>> {
  const found = await findHeldMembership(needs, named);
  if (!found.ok) return found;
  const { membership, proof } = found.value;
  const permitted = permit('end', proof);
  if (!permitted.ok) return permitted;
  if (!isResting(membership)) return fail({ kind: membership.endsAt === null ? 'still-paid' : 'membership-ended' });
  const ended = await needs.payments.cancelMembership(membership.id);
  if (!ended.ok) return fail({ kind: 'payments-unavailable', retryAfterSeconds: 2 });
  await syncPart(needs, membership);
  needs.log.write('membership-changed', {});
  const { part } = await needs.supporters.readVersioned(membership);
  return part?.kind === 'membership' ? succeed(part) : fail({ kind: 'membership-unknown' });
}
