// A link for a reader who cannot give, for whoever sees no banners: the same text as the newsroom's own mailing of this week. It
// is made anew from the key and the day each time, so nothing is stored, counted or logged. A browser that has its standing from
// such a link passes that one on: nobody makes it last longer by passing it to themselves.
import type { Failure } from '../core/failure.ts';
import { grantEnd, grantText, parseGrant, sharedGrantDays } from '../core/grant.ts';
import type { Hash } from '../core/ids.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { standingOfAll } from '../core/standing.ts';
import type { StandingPolicy } from '../core/standing-policy.ts';
import type { Instant } from '../core/time.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { GrantSigner } from '../ports/grant-signer.ts';
import type { Clock } from '../ports/system.ts';
import { type ReadSupportersNeeds, readDevice, readSupporters } from './read-supporters.ts';

export interface MakeGrantNeeds extends ReadSupportersNeeds {
  readonly grants: GrantSigner;
  readonly devices: Pick<DeviceStore, 'read'>;
  readonly policy: StandingPolicy;
  readonly clock: Clock;
}
/** What a browser proves itself by: its device, or the text of the grant that it opened. */
export interface GrantGiver {
  readonly device: Hash | null;
  readonly grant: string;
}
export interface SharedGrant {
  /** `g1.<key id>.<end>.<signature>` */
  readonly token: string;
  readonly until: Instant;
}

/** Refuses a browser without standing as one that we do not know. */
export async function makeGrant(
  needs: MakeGrantNeeds,
  { device, grant }: GrantGiver,
): Promise<Result<SharedGrant, Failure>> {
  const now = needs.clock.now();
  const own = await provenGrant(needs, grant, now);
  if (own !== null) return succeed({ token: grant, until: own });
  const known = await readDevice(needs, device, now);
  const supporters = known === null ? [] : await readSupporters(needs, known);
  if (!standingOfAll(supporters, now, needs.policy).supporter) return fail({ kind: 'device-unknown' });
  const until = grantEnd(now, sharedGrantDays);
  const key = await needs.grants.currentKey();
  const text = grantText({ keyId: key.keyId, until });
  return succeed({ token: `${text}.${key.sign(text)}`, until });
}

/** Until when a browser's own grant lasts; null for none, and for one that is forged or over. */
async function provenGrant({ grants }: MakeGrantNeeds, token: string, now: Instant): Promise<Instant | null> {
  const grant = parseGrant(token);
  if (grant === null || grant.until <= now) return null;
  const { keyId, mac, until } = grant;
  return (await grants.isSigned({ keyId, text: grantText(grant), mac })) ? until : null;
}
