// Redeems a mailed link, once: whoever reads the mail of an address may act for those who gave under it, for a while with the
// rights of a fresh link (`rights.ts`), and afterwards with those of a claim.
import { type Device, endOfFreshness, type Holding } from '../core/device.ts';
import type { Failure } from '../core/failure.ts';
import type { Hash } from '../core/ids.ts';
import { type Link, parseCode, parseToken } from '../core/link.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import type { Instant } from '../core/time.ts';
import type { AttemptLimit, AttemptLimiter } from '../ports/attempt-limiter.ts';
import type { LinkStore } from '../ports/link-store.ts';
import type { Clock, Log } from '../ports/system.ts';
import { type EnrolNeeds, enrolDevice } from './enrol-device.ts';
import { type ReadSupportersNeeds, readDevice, readHoldings, readSupporters } from './read-supporters.ts';
import { type RecogniseNeeds, type Recognition, recognise } from './recognise.ts';

export interface RedeemLinkNeeds extends EnrolNeeds, RecogniseNeeds, ReadSupportersNeeds {
  readonly links: Pick<LinkStore, 'redeem'>;
  readonly limiter: AttemptLimiter;
  readonly portalFreshMinutes: number;
  readonly clock: Clock;
  readonly log: Log;
}
export interface Redemption {
  readonly proof:
    | { readonly token: string }
    /** `link` is the id that the request for the link was answered with. */
    | { readonly link: string; readonly code: string };
  readonly device: Hash | null;
  readonly caller: string;
}
export interface Redeemed extends Recognition {
  readonly deviceToken: string;
}

// Only failures count, and they stop no right proof: a code has its own few tries, whoever calls.
const byCaller: AttemptLimit = { name: 'redemptions-by-caller', most: 30, windowSeconds: 600 };

export async function redeemLink(
  needs: RedeemLinkNeeds,
  { proof, device: hash, caller }: Redemption,
): Promise<Result<Redeemed, Failure>> {
  const now = needs.clock.now();
  const link = await take(needs, proof, now);
  if (link === null || link.customers.length === 0) {
    needs.log.write('link-refused', {});
    const waitSeconds = await needs.limiter.count(byCaller, caller, now);
    return fail(
      waitSeconds === null ? { kind: 'link-unknown' } : { kind: 'too-many-attempts', retryAfterSeconds: waitSeconds },
    );
  }
  const former = await readDevice(needs, hash, now);
  const added = await holdingsOf(needs, link, former, now);
  const { device, token } = await enrolDevice(needs, { former, added, now, by: 'link' });
  const recognition = await recognise(needs, await readSupporters(needs, device), now);
  if (!recognition.ok) return recognition;
  needs.log.write('link-redeemed', { outcome: recognition.value.standing.reason });
  return succeed({ ...recognition.value, deviceToken: token });
}

async function take(
  { links, hasher }: RedeemLinkNeeds,
  proof: Redemption['proof'],
  now: Instant,
): Promise<Link | null> {
  if ('token' in proof) {
    const token = parseToken(proof.token);
    if (token === null) return null;
    return links.redeem(hasher.digest(token.id), { kind: 'token', token: hasher.digest(token.secret) }, now);
  }
  // What is no code is a wrong code, and costs a try like one.
  const code = parseCode(proof.code) ?? '';
  return links.redeem(hasher.digest(proof.link), { kind: 'code', code: hasher.digest(`${proof.link}.${code}`) }, now);
}

/** What this browser claimed itself stays claimed: together the two prove more than either. */
async function holdingsOf(needs: RedeemLinkNeeds, link: Link, former: Device | null, now: Instant): Promise<Holding[]> {
  const freshUntil = link.purpose === 'portal' ? endOfFreshness(now, needs.portalFreshMinutes) : 0;
  const held = former === null ? [] : await readHoldings(needs, former);
  const claimed = new Map(held.flatMap(({ holding }) => (holding.isBorrowed ? [] : [[holding.customer, holding]])));
  // The first of the link are added last: beyond what a device holds, the last of the link give way.
  const linked = await Promise.all(link.customers.toReversed().map((customer) => needs.supporters.read(customer)));
  return linked.flatMap((supporter) => {
    if (supporter === null) return [];
    const { customer, generation } = supporter;
    const before = claimed.get(customer);
    return before === undefined
      ? { customer, generation, isBorrowed: true, freshUntil }
      : { ...before, freshUntil: Math.max(before.freshUntil, freshUntil) };
  });
}
