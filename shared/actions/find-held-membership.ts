// The membership that a device names, if it acts for it, with what this browser proves of its payer. A membership of somebody
// else is as unknown as one that never was.
import type { Failure } from '../core/failure.ts';
import type { Hash, MembershipId } from '../core/ids.ts';
import type { Membership } from '../core/membership.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { type Proof, proofOf } from '../core/rights.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { Clock } from '../ports/system.ts';
import { type ReadSupportersNeeds, readDevice, readHoldings } from './read-supporters.ts';

export interface FindHeldNeeds extends ReadSupportersNeeds {
  readonly devices: Pick<DeviceStore, 'read'>;
  readonly clock: Clock;
}
export interface NamedMembership {
  readonly device: Hash | null;
  /** Null for what is no id of a membership. */
  readonly membership: MembershipId | null;
}

export async function findHeldMembership(
  needs: FindHeldNeeds,
  { device: hash, membership: id }: NamedMembership,
): Promise<Result<{ readonly membership: Membership; readonly proof: Proof }, Failure>> {
  const now = needs.clock.now();
  const device = await readDevice(needs, hash, now);
  const held = device === null ? [] : await readHoldings(needs, device);
  if (held.length === 0) return fail({ kind: 'device-unknown' });
  for (const { holding, supporter } of held) {
    const membership = supporter.memberships.find((each) => each.id === id);
    if (membership !== undefined) return succeed({ membership, proof: proofOf(holding, now) });
  }
  return fail({ kind: 'membership-unknown' });
}
