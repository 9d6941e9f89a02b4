// The supporters a device may still act for, and the standing they give together. A supporter that was erased, or that
// forgot its devices since, is not among them.
import type { Device, Holding } from '../core/device.ts';
import type { Failure } from '../core/failure.ts';
import type { Hash } from '../core/ids.ts';
import { passBoundary, passText } from '../core/pass.ts';
import { type Result, succeed } from '../core/result.ts';
import { noStanding, type Standing, standingOf } from '../core/standing.ts';
import type { StandingPolicy } from '../core/standing-policy.ts';
import type { Supporter } from '../core/supporter.ts';
import { day, type Instant } from '../core/time.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { EmailHash } from '../ports/hasher.ts';
import type { PassSigner } from '../ports/pass-signer.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';

export interface ReadSupportersNeeds {
  readonly supporters: Pick<SupporterStore, 'read'>;
}
/** The device a browser says it is; null for a stranger and for one whose time is over. */
export const readDevice = async (
  { devices }: { readonly devices: Pick<DeviceStore, 'read'> },
  hash: Hash | null,
  now: Instant,
): Promise<Device | null> => (hash === null ? null : devices.read(hash, now));

export interface Held {
  readonly holding: Holding;
  readonly supporter: Supporter;
}
/** Each with how this device came to it; in the order in which it did. */
export async function readHoldings(
  needs: ReadSupportersNeeds,
  { holdings }: Pick<Device, 'holdings'>,
): Promise<Held[]> {
  const read = await Promise.all(
    holdings.map(async (holding) => {
      const supporter = await needs.supporters.read(holding.customer);
      return supporter === null || !isHeld(holding, supporter) ? [] : [{ holding, supporter }];
    }),
  );
  return read.flat();
}

export const readSupporters = async (needs: ReadSupportersNeeds, device: Pick<Device, 'holdings'>) =>
  (await readHoldings(needs, device)).map((each) => each.supporter);

/** Those who gave under an address, whatever browser asks; nobody who was erased is among them. */
export async function readPointed(
  { supporters }: { readonly supporters: Pick<SupporterStore, 'pointedFrom' | 'read'> },
  hashes: readonly EmailHash[],
): Promise<Supporter[]> {
  const pointed = await supporters.pointedFrom(hashes);
  const read = await Promise.all(pointed.map((customer) => supporters.read(customer)));
  return read.flatMap((each) => (each === null || each.isErased ? [] : [each]));
}

function isHeld({ since, isBorrowed }: Holding, supporter: Supporter): boolean {
  if (supporter.isErased || since < supporter.devicesSince) return false;
  return !isBorrowed || since >= supporter.borrowersSince;
}

export interface SignedPass {
  readonly token: string;
  readonly expiresAt: Instant;
}
/** What a browser is told of itself, and the two things it keeps: a pass, or the hint that money is on its way. */
export interface Recognition {
  readonly standing: Standing;
  readonly pass: SignedPass | null;
  readonly hint: SignedPass | null;
}
export interface RecogniseNeeds {
  readonly policy: StandingPolicy;
  readonly passes: PassSigner;
}

export async function recognise(
  needs: RecogniseNeeds,
  supporters: readonly Supporter[],
  now: Instant,
): Promise<Result<Recognition, Failure>> {
  const standing = supporters
    .map((each) => standingOf(each, now, needs.policy))
    .reduce((best, each) => ((each.until ?? 0) > (best.until ?? 0) ? each : best), noStanding);
  if (standing.supporter) return succeed({ standing, pass: await signPass(needs, now), hint: null });
  const isPending = supporters.some((each) => each.payments.some((payment) => payment.status === 'pending'));
  return succeed({ standing, pass: null, hint: isPending ? hintFor(now) : null });
}

export async function signPass({ passes }: Pick<RecogniseNeeds, 'passes'>, now: Instant): Promise<SignedPass> {
  const expiresAt = passBoundary(now);
  const key = await passes.currentKey();
  const text = passText({ keyId: key.keyId, tier: 'supporter', expiresAt });
  return { token: `${text}.${key.sign(text)}`, expiresAt };
}

// No proof and no standing: only from when it is worth asking again. Unsigned, because it opens nothing.
function hintFor(now: Instant): SignedPass {
  const expiresAt = Math.ceil((now + day) / day) * day;
  return { token: `${passText({ keyId: '0', tier: 'pending', expiresAt })}.`, expiresAt };
}
