// Changes what a membership costs from its next period on: less for who reads the payer's mail, more only for who opened the
// checkout besides, because it spends money. Stripe is changed first, and then the part is synced, so that the answer is what
// Stripe says.
import type { Failure } from '../core/failure.ts';
import { isLive, type Membership } from '../core/membership.ts';
import { checkContribution, type Offer } from '../core/offer.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { permit } from '../core/rights.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { Payments } from '../ports/payments.ts';
import type { Chance } from '../ports/system.ts';
import { findHeldMembership, type NamedMembership } from './find-held-membership.ts';
import type { ReadSupportersNeeds } from './read-supporters.ts';
import { type SyncNeeds, syncPart } from './sync-part.ts';

export interface ChangeMembershipNeeds extends SyncNeeds, ReadSupportersNeeds {
  readonly supporters: SyncNeeds['supporters'];
  readonly payments: Pick<Payments, 'changeAmount'> & SyncNeeds['payments'];
  readonly devices: Pick<DeviceStore, 'read'>;
  readonly offer: Offer;
  readonly hasher: Hasher;
  readonly chance: Chance;
}
export interface MembershipChange extends NamedMembership {
  readonly amountMinor: number;
  /** The caller's; without one each call is a change of its own. */
  readonly attemptKey: string | null;
}

export async function changeMembership(
  needs: ChangeMembershipNeeds,
  change: MembershipChange,
): Promise<Result<Membership, Failure>> {
  const found = await findMembership(needs, change);
  if (!found.ok) return found;
  const { value: membership } = found;
  const { amountMinor } = change;
  if (!isLive(membership)) return fail({ kind: 'membership-ended' });
  const contribution = checkContribution(needs.offer, { ...membership, amountMinor });
  if (!contribution.ok) return contribution;
  const changed = await changeAtStripe(needs, change, membership);
  if (!changed.ok) return fail({ kind: 'payments-unavailable', retryAfterSeconds: 2 });
  await syncPart(needs, membership);
  if (changed.value === 'ended') return fail({ kind: 'membership-ended' });
  needs.log.write('membership-changed', {});
  const { part } = await needs.supporters.readVersioned(membership);
  return part?.kind === 'membership' ? succeed(part) : fail({ kind: 'membership-unknown' });
}

async function findMembership(
  needs: ChangeMembershipNeeds,
  change: MembershipChange,
): Promise<Result<Membership, Failure>> {
  const found = await findHeldMembership(needs, change);
  if (!found.ok) return found;
  const { membership, proof } = found.value;
  const right = change.amountMinor > membership.amountMinor ? 'amount-up' : 'amount-down';
  const permitted = permit(right, proof);
  return permitted.ok ? succeed(membership) : permitted;
}

/**
 * Stripe replays a failure that it recorded under a key for a day, to every press that repeats this one. An amount is set and
 * not added to, so a second request with a key of its own does no harm where the first one worked after all.
 */
async function changeAtStripe(needs: ChangeMembershipNeeds, change: MembershipChange, membership: Membership) {
  const { amountMinor } = change;
  const under = (attempt: string) =>
    needs.payments.changeAmount({ membership: membership.id, amountMinor, idempotencyKey: `amount.${attempt}` });
  const changed = await under(attemptOf(needs, change, membership));
  return changed.ok || !changed.failure.isKeySpent ? changed : under(needs.chance.token(16));
}

// Never the caller's own text: the same key for another change must not replay the first.
const attemptOf = (needs: ChangeMembershipNeeds, change: MembershipChange, { id }: Membership): string =>
  change.attemptKey === null
    ? needs.chance.token(16)
    : needs.hasher.digest(`${change.attemptKey}\n${id}\n${change.amountMinor}`);
