// Opens a Stripe Checkout for a contribution that the offer allows. An opened checkout grants nothing. Stripe never gets
// a customer, because Checkout would show that customer's name and card to whoever uses this browser.
import type { Campaign } from '../core/campaign.ts';
import type { CheckoutRequest } from '../core/checkout.ts';
import type { Failure } from '../core/failure.ts';
import type { CheckoutId, Hash } from '../core/ids.ts';
import { checkContribution, type Offer } from '../core/offer.ts';
import { parsePass } from '../core/pass.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { parseReturnUrl } from '../core/return-url.ts';
import { standingOf } from '../core/standing.ts';
import type { StandingPolicy } from '../core/standing-policy.ts';
import type { Instant } from '../core/time.ts';
import type { AttemptLimit, AttemptLimiter } from '../ports/attempt-limiter.ts';
import type { Captcha } from '../ports/captcha.ts';
import type { CheckoutStore } from '../ports/checkout-store.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { PassSigner } from '../ports/pass-signer.ts';
import type { OpenedCheckout, Payments } from '../ports/payments.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import type { Switches } from '../ports/switches.ts';
import type { Chance, Clock, Log } from '../ports/system.ts';
import { beginAttempt, retryLater } from './begin-attempt.ts';
import { checkoutOf, newCheckoutOf } from './new-checkout.ts';
import { readDevice, readSupporters } from './read-supporters.ts';

export interface CreateCheckoutNeeds {
  readonly offer: Offer;
  /** Countries, as ISO 3166-1 writes them, whose readers must not give. */
  readonly neverAsk: readonly string[];
  readonly campaigns: readonly Campaign[];
  readonly origins: readonly string[];
  /** Origin under which our `/v1` lives. */
  readonly apiUrl: string;
  readonly payments: Pick<Payments, 'openCheckout'>;
  readonly checkouts: CheckoutStore;
  readonly devices: Pick<DeviceStore, 'read'>;
  readonly supporters: Pick<SupporterStore, 'read'>;
  readonly passes: Pick<PassSigner, 'isOurs'>;
  readonly policy: StandingPolicy;
  readonly limiter: AttemptLimiter;
  readonly switches: Switches;
  readonly captcha: Captcha;
  readonly hasher: Hasher;
  readonly chance: Chance;
  readonly clock: Clock;
  readonly log: Log;
}
export interface CheckoutInput extends CheckoutRequest {
  /** Hash of a secret that the page keeps, for sites that cannot use the cookie. */
  readonly claimHash: Hash | null;
  /** The secret that this browser already holds in its claim cookie. */
  readonly claimSecret: string | null;
  readonly device: Hash | null;
  /** What the pass cookie holds: all that the browser of a grant has. */
  readonly pass: string | null;
  /** The reader knows that this browser is a supporter's, and wants another regular contribution. */
  readonly isAgain: boolean;
  /** The caller's idempotency key; without one, each call is a new attempt. */
  readonly attemptKey: string | null;
  /** Posted by a plain form. */
  readonly isForm: boolean;
  /** The answer of the captcha; null where the form sent none. */
  readonly captcha: string | null;
  /** Network address of the caller. It is counted under a daily salt and never stored. */
  readonly caller: string;
  /** Where the caller is, as ISO 3166-1 writes it; null where nobody says. Neither stored nor logged. */
  readonly country: string | null;
}
export interface OpenedForReader extends OpenedCheckout {
  readonly checkout: CheckoutId;
  readonly claimSecret: string;
}

// More than an office or an exit of Tor gives, and as much as a card-testing script. It is logged and refuses nobody: readers
// share exits. Against scripts there are the captcha, Stripe's own checks, an alarm on declined cards, and the switch.
const byCaller: AttemptLimit = { name: 'checkouts-by-caller', most: 30, windowSeconds: 600 };

export async function createCheckout(
  needs: CreateCheckoutNeeds,
  input: CheckoutInput,
): Promise<Result<OpenedForReader, Failure>> {
  // Nothing is counted or logged of it: not even that somebody there tried.
  if (input.country !== null && needs.neverAsk.includes(input.country)) return fail({ kind: 'not-from-here' });
  const now = needs.clock.now();
  const checked = checkRequest(needs, input);
  if (!checked.ok) return checked;
  const request = checked.value;
  const admitted = await admit(needs, input, now);
  if (!admitted.ok) return admitted.failure.kind === 'already-gives' ? admitted : refuse(needs, admitted.failure);
  const begun = await beginAttempt(needs, input.attemptKey, JSON.stringify(request), now);
  if (!begun.ok) return begun;
  const opened = await needs.payments.openCheckout(
    newCheckoutOf(needs, { request, isForm: input.isForm }, begun.value),
  );
  if (!opened.ok) return retryLater(needs, input.attemptKey, begun.value, opened.failure);
  const claimSecret = input.claimSecret ?? needs.chance.token(32);
  const { checkout } = begun.value;
  await needs.checkouts.remember(checkoutOf(needs, { request, opened: opened.value, checkout, claimSecret, input }));
  needs.log.write('checkout-opened', { objectId: opened.value.session });
  return succeed({ ...opened.value, checkout, claimSecret });
}

/** The request with its page without a query; refuses what the offer, the campaigns or the origins do not have. */
function checkRequest(needs: CreateCheckoutNeeds, input: CheckoutInput): Result<CheckoutRequest, Failure> {
  const contribution = checkContribution(needs.offer, input.contribution);
  if (!contribution.ok) return contribution;
  const { campaign, source, locale, replaces } = input;
  if (campaign !== null && !needs.campaigns.some((each) => each.id === campaign))
    return fail({ kind: 'campaign-unknown' });
  const returnUrl = parseReturnUrl(input.returnUrl, needs.origins);
  if (returnUrl === null) return fail({ kind: 'return-url-foreign' });
  return succeed({ contribution: contribution.value, campaign, source, locale, replaces, returnUrl });
}

/**
 * The kill switch, then the captcha, which is asked only while cards are tested. Nobody who gives has to wait for what others
 * behind the same network did.
 */
async function admit(needs: CreateCheckoutNeeds, input: CheckoutInput, now: Instant): Promise<Result<null, Failure>> {
  if (await needs.switches.isStopped('checkouts')) return fail({ kind: 'checkouts-stopped' });
  // Whoever replaces a membership has just proved the payer's mailbox: no flood, and no robot.
  if (input.replaces !== null) return succeed(null);
  const stands = await hasStanding(needs, input.device, now);
  // The same answer whatever the standing came from, a grant included: it tells nothing of a kind or an amount.
  const isUnsure = input.contribution.frequency !== 'once' && !input.isAgain;
  if (isUnsure && (stands || (await hasPass(needs, input.pass, now)))) return fail({ kind: 'already-gives' });
  if (stands) return succeed(null);
  if ((await needs.limiter.count(byCaller, input.caller, now)) !== null) needs.log.write('checkouts-flooded', {});
  // With the page's own key a repeated press is the same attempt.
  const attempt = input.attemptKey ?? needs.chance.token(16);
  const outcome = await needs.captcha.check({ answer: input.captcha, attempt });
  return outcome === 'passed' ? succeed(null) : fail({ kind: `captcha-${outcome}` });
}

/** A supporter's browser is never counted nor asked: it gave before. */
async function hasStanding(needs: CreateCheckoutNeeds, hash: Hash | null, now: Instant): Promise<boolean> {
  const device = await readDevice(needs, hash, now);
  const supporters = device === null ? [] : await readSupporters(needs, device);
  return supporters.some((each) => standingOf(each, now, needs.policy).supporter);
}

async function hasPass({ passes }: CreateCheckoutNeeds, token: string | null, now: Instant): Promise<boolean> {
  const pass = token === null ? null : parsePass(token);
  return token !== null && pass?.tier === 'supporter' && pass.expiresAt > now && (await passes.isOurs(token));
}

/** These refusals are not the reader's mistake, so they are counted and watched. */
function refuse({ log }: CreateCheckoutNeeds, failure: Failure): Result<never, Failure> {
  log.write('checkout-refused', { why: failure.kind });
  return fail(failure);
}
