// Opens a checkout for another amount of a membership, or by the year, in place of the one that runs or rests: for who reads the payer's mail but did not
// open its checkout, and so may not spend what that card holds. The old one ends when the new one is paid, and not before.
import type { Failure } from '../core/failure.ts';
import type { Source } from '../core/ids.ts';
import { isLive, isResting, type Membership } from '../core/membership.ts';
import { fail, type Result } from '../core/result.ts';
import { allowed } from '../core/rights.ts';
import {
  type CheckoutInput,
  type CreateCheckoutNeeds,
  createCheckout,
  type OpenedForReader,
} from './create-checkout.ts';
import { type FindHeldNeeds, findHeldMembership, type NamedMembership } from './find-held-membership.ts';

export type ReplaceMembershipNeeds = CreateCheckoutNeeds & FindHeldNeeds;
export interface Replacement
  extends NamedMembership,
    Pick<CheckoutInput, 'attemptKey' | 'caller' | 'country' | 'claimSecret' | 'locale' | 'returnUrl'> {
  readonly amountMinor: number;
  /** By the month or the year; null for as it was. */
  readonly frequency: Membership['frequency'] | null;
  readonly source: Source | null;
}

export async function replaceMembership(
  needs: ReplaceMembershipNeeds,
  { amountMinor, frequency, membership: id, ...input }: Replacement,
): Promise<Result<OpenedForReader, Failure>> {
  const found = await findHeldMembership(needs, { device: input.device, membership: id });
  if (!found.ok) return found;
  const { membership, proof } = found.value;
  if (allowed('amount-up', proof) === 'no') return fail({ kind: 'not-fresh' });
  if (!isLive(membership) && !isResting(membership)) return fail({ kind: 'membership-ended' });
  const { currency } = membership;
  const contribution = { frequency: frequency ?? membership.frequency, amountMinor, currency };
  const more = { campaign: null, claimHash: null, captcha: null, isForm: false, replaces: membership.id };
  const agreed = { pass: null, isAgain: true };
  return createCheckout(needs, { ...input, ...more, ...agreed, contribution });
}
