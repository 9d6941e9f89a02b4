// Pauses a membership for one to three months, or ends a pause: for who proved minutes ago that they read the payer's mail. It
// goes on by itself, and what is paid for counts to its end.
import type { Failure } from '../core/failure.ts';
import { isPausable, type Membership } from '../core/membership.ts';
import type { PauseMonths } from '../core/pause.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { permit } from '../core/rights.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { Payments } from '../ports/payments.ts';
import type { Chance } from '../ports/system.ts';
import { findHeldMembership, type NamedMembership } from './find-held-membership.ts';
import type { ReadSupportersNeeds } from './read-supporters.ts';
import { type SyncNeeds, syncPart } from './sync-part.ts';

export interface PauseMembershipNeeds extends SyncNeeds, ReadSupportersNeeds {
  readonly supporters: SyncNeeds['supporters'];
  readonly payments: Pick<Payments, 'pauseMembership'> & SyncNeeds['payments'];
  readonly devices: Pick<DeviceStore, 'read'>;
  readonly hasher: Hasher;
  readonly chance: Chance;
}
export interface RequestedPause extends NamedMembership {
  readonly months: PauseMonths;
  /** The caller's; without one each call is a pause of its own. */
  readonly attemptKey: string | null;
}

export async function pauseMembership(
  needs: PauseMembershipNeeds,
  requested: RequestedPause,
): Promise<Result<Membership, Failure>> {
  const found = await findHeldMembership(needs, requested);
  if (!found.ok) return found;
  const { membership, proof } = found.value;
  const permitted = permit('pause', proof);
  if (!permitted.ok) return permitted;
  if (!isPausable(membership)) return fail({ kind: 'not-pausable' });
  const paused = await pauseAtStripe(needs, requested, membership);
  if (!paused.ok) return fail({ kind: 'payments-unavailable', retryAfterSeconds: 2 });
  await syncPart(needs, membership);
  if (paused.value === 'unsuitable') return fail({ kind: 'not-pausable' });
  needs.log.write('membership-changed', {});
  const { part } = await needs.supporters.readVersioned(membership);
  return part?.kind === 'membership' ? succeed(part) : fail({ kind: 'membership-unknown' });
}

/** As with an amount: a pause is set and not added to, so that a second request with a key of its own does no harm. */
async function pauseAtStripe(needs: PauseMembershipNeeds, { months, attemptKey }: RequestedPause, { id }: Membership) {
  const under = (attempt: string) =>
    needs.payments.pauseMembership({ membership: id, months, idempotencyKey: `pause.${attempt}` });
  const paused = await under(
    attemptKey === null ? needs.chance.token(16) : needs.hasher.digest(`${attemptKey}\n${id}\npause ${months}`),
  );
  return paused.ok || !paused.failure.isKeySpent ? paused : under(needs.chance.token(16));
}
