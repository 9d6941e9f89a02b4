// Brings a reader back from Checkout to the page they came from, recognised: the page is quiet before the first paint,
// with or without JavaScript. The address names no checkout, so that no history tells it: the claim cookie lists what its
// browser opened. Whoever cannot prove this browser opened one learns nothing, not even the page.
import type { CheckoutId } from '../core/ids.ts';
import type { ReturnFragment } from '../core/return-url.ts';
import { standingOf } from '../core/standing.ts';
import { type Claim, type Claimed, type ClaimNeeds, claimCheckouts } from './claim-checkout.ts';
import { claimProof } from './new-checkout.ts';
import { readDevice, readSupporters } from './read-supporters.ts';

export interface ReturnNeeds extends ClaimNeeds {
  /** Where a browser we do not know may ask for a link. */
  readonly accountPage: string;
}
export interface CheckoutReturn extends Omit<Claim, 'secret'> {
  readonly secret: string | null;
  /** What this browser opened and did not come back from, the last one last. */
  readonly waiting: readonly CheckoutId[];
  /** What it came back from last. */
  readonly last: CheckoutId | null;
}
export interface Returned {
  readonly page: string;
  readonly word: ReturnFragment;
  readonly claimed: Claimed | null;
}

/**
 * Stripe leads here only after a payment, so whoever waits for one that is paid came back from it; of several the newest,
 * and the others stay for their own tabs, held already. Where none is, the page was opened again.
 */
export async function returnFromCheckout(needs: ReturnNeeds, arrival: CheckoutReturn): Promise<Returned> {
  const { secret, waiting, last, ...claim } = arrival;
  const stranger: Returned = { page: needs.accountPage, word: 'link', claimed: null };
  if (secret === null) return stranger;
  const back = (await claimed(needs, waiting.toReversed(), { ...claim, secret })) ?? (await again(needs, arrival));
  if (back !== null || last === null) return back ?? stranger;
  return (await claimed(needs, [last], { ...claim, secret })) ?? stranger;
}

async function claimed(needs: ReturnNeeds, ids: readonly CheckoutId[], claim: Claim): Promise<Returned | null> {
  const found = ids.length === 0 ? null : await claimCheckouts(needs, ids, claim);
  if (found === null || !found.ok) return null;
  return { page: found.value.paid[0].returnUrl, word: wordFor(found.value), claimed: found.value };
}

/** It is held already, so nothing changes: a page of another site may lead here too, and must not change what a browser holds. */
async function again(needs: ReturnNeeds, { last, secret, device: hash }: CheckoutReturn): Promise<Returned | null> {
  const now = needs.clock.now();
  const checkout = last === null ? null : await needs.checkouts.read(last, now);
  if (checkout === null || secret === null || claimProof(needs.hasher, checkout, secret) === null) return null;
  const device = await readDevice(needs, hash, now);
  const supporters = device === null ? [] : await readSupporters(needs, device);
  if (supporters.every(({ customer }) => customer !== checkout.customer)) return null;
  const supporter = supporters.some((each) => standingOf(each, now, needs.policy).supporter);
  return { page: checkout.returnUrl, word: wordFor({ standing: { supporter } }), claimed: null };
}

export const wordFor = ({ standing }: { readonly standing: { readonly supporter: boolean } }): 'pending' | 'thanks' =>
  standing.supporter ? 'thanks' : 'pending';
