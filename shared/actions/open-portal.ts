// Opens Stripe's billing portal, or one page of it that shows less. It shows a name: only for a browser that a mailed link proved minutes
// ago, because a seized or shared one must not, nor whoever opened a checkout that somebody else paid.
import type { Failure } from '../core/failure.ts';
import type { Hash, MembershipId } from '../core/ids.ts';
import { isLive } from '../core/membership.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import type { Supporter } from '../core/supporter.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { Payments, PortalFlow } from '../ports/payments.ts';
import type { Chance, Clock, Log } from '../ports/system.ts';
import { chooseFresh } from './choose-fresh.ts';
import { type Held, type ReadSupportersNeeds, readDevice, readHoldings } from './read-supporters.ts';

export interface OpenPortalNeeds extends ReadSupportersNeeds {
  readonly devices: Pick<DeviceStore, 'read'>;
  readonly payments: Pick<Payments, 'openPortal'>;
  readonly accountPage: string;
  readonly chance: Chance;
  readonly clock: Clock;
  readonly log: Log;
}

export interface PortalRequest {
  readonly device: Hash | null;
  readonly supporter: string | null;
  /** Null for the home page. */
  readonly flow: PortalFlow['kind'] | null;
  /** Of the flow that cancels; null for the one that goes on. */
  readonly membership: MembershipId | null;
}

export async function openPortal(
  needs: OpenPortalNeeds,
  requested: PortalRequest,
): Promise<Result<{ readonly url: string }, Failure>> {
  const now = needs.clock.now();
  const device = await readDevice(needs, requested.device, now);
  if (device === null) return fail({ kind: 'device-unknown' });
  const held = await readHoldings(needs, device);
  const named = requested.supporter ?? holderOf(held, requested);
  const chosen = chooseFresh(held, { right: 'portal', named, now });
  if (!chosen.ok) return chosen;
  const { supporter } = chosen.value;
  const flow = flowOf(supporter, requested);
  if (!flow.ok) return flow;
  const opened = await needs.payments.openPortal({
    customer: supporter.customer,
    flow: flow.value,
    returnUrl: needs.accountPage,
    idempotencyKey: `portal.${needs.chance.token(16)}`,
  });
  if (!opened.ok) return fail({ kind: 'payments-unavailable', retryAfterSeconds: 2 });
  needs.log.write('portal-opened', {});
  return opened;
}

/** A membership names its supporter; one that nobody here holds is reported by `flowOf`. */
const holderOf = (held: readonly Held[], { membership }: PortalRequest): string | null =>
  held.find(({ supporter }) => supporter.memberships.some(({ id }) => id === membership))?.supporter.customer ?? null;

function flowOf(
  { memberships }: Pick<Supporter, 'memberships'>,
  { flow, membership }: PortalRequest,
): Result<PortalFlow | null, Failure> {
  if (flow !== 'subscription_cancel') return succeed(flow === null ? null : { kind: flow });
  const meant = memberships.filter(({ id }) => membership === null || id === membership);
  if (meant.length === 0) return fail({ kind: 'membership-unknown' });
  // What has ended, or is to end, cannot be cancelled once more.
  const goingOn = meant.find((each) => isLive(each) && each.endsAt === null);
  return goingOn === undefined ? fail({ kind: 'membership-ended' }) : succeed({ kind: flow, membership: goingOn.id });
}
