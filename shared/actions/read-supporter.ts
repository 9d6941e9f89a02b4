// All we hold of the supporters whose mail this browser's reader has just read, for their own eyes: amounts, dates, states, and
// what of it counts in public. Of every other supporter it acts for it sees whether it stands, yes or no: whoever opened a
// checkout must not learn what became of the payment that somebody else made.
import { type Campaign, type Counted, countedOf } from '../core/campaign.ts';
import type { Device, Holding } from '../core/device.ts';
import type { Failure } from '../core/failure.ts';
import type { Hash } from '../core/ids.ts';
import type { Membership } from '../core/membership.ts';
import { paidThroughOf, periodsOf } from '../core/paid-through.ts';
import type { Payment } from '../core/payment.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { allowed, type Proof, proofOf } from '../core/rights.ts';
import { type Standing, standingOf } from '../core/standing.ts';
import type { StandingPolicy } from '../core/standing-policy.ts';
import type { Supporter } from '../core/supporter.ts';
import type { Instant } from '../core/time.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { Clock, Log } from '../ports/system.ts';
import { type ReadSupportersNeeds, readDevice, readHoldings } from './read-supporters.ts';

export interface ReadSupporterNeeds extends ReadSupportersNeeds {
  readonly devices: Pick<DeviceStore, 'read'>;
  readonly policy: StandingPolicy;
  readonly campaigns: readonly Campaign[];
  readonly timeZone: string;
  readonly clock: Clock;
  readonly log: Log;
}
export interface HeldMembership extends Omit<Membership, 'kind' | 'customer'> {
  /** The end of the last period whose money came and stayed; null before the first. */
  readonly paidThrough: Instant | null;
}
export interface HeldPayment extends Omit<Payment, 'kind' | 'customer'> {
  readonly counted: Counted | null;
}
export interface HeldSupporter extends Holding {
  readonly proof: Proof;
  readonly standing: Pick<Standing, 'supporter'> & Partial<Standing>;
  readonly memberships: readonly HeldMembership[];
  readonly payments: readonly HeldPayment[];
}
export interface Shown {
  readonly device: Pick<Device, 'forgetAt'>;
  readonly supporters: readonly HeldSupporter[];
}

export async function readSupporter(
  needs: ReadSupporterNeeds,
  { device: hash }: { readonly device: Hash | null },
): Promise<Result<Shown, Failure>> {
  const now = needs.clock.now();
  const device = await readDevice(needs, hash, now);
  if (device === null) return fail({ kind: 'device-unknown' });
  const read = await readHoldings(needs, device);
  if (read.length === 0) return fail({ kind: 'device-unknown' });
  const supporters = read.map(({ holding, supporter }) => heldOf(needs, supporter, holding, now));
  needs.log.write('supporter-shown', { count: supporters.length });
  return succeed({ device, supporters });
}

function heldOf(needs: ReadSupporterNeeds, supporter: Supporter, holding: Holding, now: Instant): HeldSupporter {
  const standing = standingOf(supporter, now, needs.policy);
  const shared = { ...holding, proof: proofOf(holding, now) };
  if (allowed('read-all', shared.proof) !== 'yes') {
    return { ...shared, standing: { supporter: standing.supporter }, memberships: [], payments: [] };
  }
  return {
    ...shared,
    standing,
    memberships: supporter.memberships.map((each) => ({
      ...each,
      paidThrough: paidThroughOf(periodsOf(supporter.payments, each.id), needs.policy),
    })),
    payments: supporter.payments.map((each) => ({
      ...each,
      counted: countedOf(each, needs.campaigns, needs.timeZone),
    })),
  };
}
