// Hides banners in a browser until a day, because somebody sent it a link that says so. No device is made and nothing is
// stored: the link itself is all there is, so there is nobody to be found behind it.
import type { Failure } from '../core/failure.ts';
import { grantText, parseGrant } from '../core/grant.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import type { Instant } from '../core/time.ts';
import type { GrantSigner } from '../ports/grant-signer.ts';
import type { Clock, Log } from '../ports/system.ts';
import { type RecogniseNeeds, type Recognition, signPass } from './recognise.ts';

export interface RedeemGrantNeeds extends Pick<RecogniseNeeds, 'passes'> {
  readonly grants: GrantSigner;
  readonly clock: Clock;
  readonly log: Log;
}
export interface Granted extends Recognition {
  readonly until: Instant;
}

/** Forged, ended and malformed ones are the same to whoever sends them. May be repeated: a renewal is the same step. */
export async function redeemGrant(
  needs: RedeemGrantNeeds,
  { token }: { readonly token: string },
): Promise<Result<Granted, Failure>> {
  const now = needs.clock.now();
  const grant = parseGrant(token);
  if (grant === null || grant.until <= now) return fail({ kind: 'grant-unknown' });
  const { keyId, mac, until } = grant;
  const isOurs = await needs.grants.isSigned({ keyId, text: grantText(grant), mac });
  if (!isOurs) return fail({ kind: 'grant-unknown' });
  needs.log.write('grant-redeemed', {});
  const standing = { supporter: true, until, reason: 'granted' } as const;
  return succeed({ standing, pass: await signPass(needs, now), hint: null, isPending: false, until });
}
