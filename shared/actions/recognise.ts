// What a browser learns of itself: the standing that its supporters give together, and the pass that hides the banners.
// While money is only on its way, or a membership is not paid for and has not ended, it gets a hint instead, which says from
// when it is worth asking again.
import type { Failure } from '../core/failure.ts';
import { hasEnded } from '../core/membership.ts';
import { passBoundary, passText, type Tier } from '../core/pass.ts';
import { type Result, succeed } from '../core/result.ts';
import { type Standing, standingOfAll } from '../core/standing.ts';
import type { StandingPolicy } from '../core/standing-policy.ts';
import type { Supporter } from '../core/supporter.ts';
import { day, type Instant } from '../core/time.ts';
import type { PassSigner } from '../ports/pass-signer.ts';

export interface SignedPass {
  readonly token: string;
  readonly expiresAt: Instant;
}
/** At most one of `pass` and `hint` is set. `isPending`: money is on its way. */
export interface Recognition {
  readonly standing: Standing;
  readonly pass: SignedPass | null;
  readonly hint: SignedPass | null;
  readonly isPending: boolean;
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
  const standing = standingOfAll(supporters, now, needs.policy);
  if (standing.supporter) return succeed({ standing, pass: await signPass(needs, now), hint: null, isPending: false });
  const isPending = supporters.some((each) => each.payments.some((payment) => payment.status === 'pending'));
  if (isPending) return succeed({ standing, pass: null, hint: hintFor('pending', now), isPending });
  // Whoever pays late, on Stripe's own page, is recognised again a day or two after it: without a hint nobody would ask.
  const isLapsed = supporters.some((each) => each.memberships.some(({ status }) => !hasEnded(status)));
  return succeed({ standing, pass: null, hint: isLapsed ? hintFor('lapsed', now) : null, isPending });
}

export async function signPass({ passes }: Pick<RecogniseNeeds, 'passes'>, now: Instant): Promise<SignedPass> {
  const expiresAt = passBoundary(now);
  const key = await passes.currentKey();
  const text = passText({ keyId: key.keyId, tier: 'supporter', expiresAt });
  return { token: `${text}.${key.sign(text)}`, expiresAt };
}

// Unsigned, because it proves nothing and opens nothing.
function hintFor(tier: Exclude<Tier, 'supporter'>, now: Instant): SignedPass {
  const expiresAt = Math.ceil((now + day) / day) * day;
  return { token: `${passText({ keyId: '0', tier, expiresAt })}.`, expiresAt };
}
