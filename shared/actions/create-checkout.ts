// Opens a Stripe Checkout for a gift that stands in the offer. Nothing here grants anything: an opened checkout is a
// request. It never names a customer to Stripe, because Checkout would show that customer's name and card to whoever sits
// at this browser.
import type { Campaign } from '../core/campaign.ts';
import { type Checkout, openMemory, sessionLife } from '../core/checkout.ts';
import type { Email } from '../core/email.ts';
import type { Failure } from '../core/failure.ts';
import type { CampaignId, CheckoutId, Hash, Source } from '../core/ids.ts';
import type { Money } from '../core/money.ts';
import { type Contribution, checkContribution, type Frequency, type Offer } from '../core/offer.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { parseReturnPage, returnTo } from '../core/return-page.ts';
import type { Instant } from '../core/time.ts';
import type { AttemptLimit, AttemptLimiter } from '../ports/attempt-limiter.ts';
import type { Captcha } from '../ports/captcha.ts';
import type { Attempt, CheckoutStore } from '../ports/checkout-store.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { OpenedCheckout, Payments } from '../ports/payments.ts';
import type { Switches } from '../ports/switches.ts';
import type { Chance, Clock, Log } from '../ports/system.ts';
import { beginAttempt, retryLater } from './begin-attempt.ts';

export interface CreateCheckoutNeeds {
  readonly offer: Offer;
  readonly campaigns: readonly Campaign[];
  readonly origins: readonly string[];
  /** Origin under which our `/v1` lives. */
  readonly apiUrl: string;
  readonly payments: Pick<Payments, 'openCheckout'>;
  readonly checkouts: CheckoutStore;
  readonly limiter: AttemptLimiter;
  readonly switches: Switches;
  readonly captcha: Captcha;
  readonly hasher: Hasher;
  readonly chance: Chance;
  readonly clock: Clock;
  readonly log: Log;
}
export interface CheckoutInput {
  readonly contribution: Money & { readonly frequency: Frequency };
  readonly campaign: CampaignId | null;
  readonly source: Source | null;
  readonly locale: string | null;
  readonly email: Email | null;
  readonly returnUrl: string;
  /** Hash of a secret the page keeps, for sites that cannot use the cookie. */
  readonly claimHash: Hash | null;
  /** The secret this browser already holds in its claim cookie. */
  readonly claimSecret: string | null;
  readonly device: Hash | null;
  /** The caller's idempotency key; without one each call is an attempt of its own. */
  readonly attemptKey: string | null;
  /** What the form answered to the question whether a person sits there. */
  readonly captcha: string | null;
  /** Network address of the caller: counted under a daily salt, never stored. */
  readonly caller: string;
}
export interface OpenedForReader extends OpenedCheckout {
  readonly checkout: CheckoutId;
  readonly claimSecret: string;
}

// Generous to a newsroom's own office and to Tor's exits, tight for a card-testing script.
const byCaller: AttemptLimit = { name: 'checkouts-by-caller', most: 30, windowSeconds: 600 };
const byEmail: AttemptLimit = { name: 'checkouts-by-email', most: 10, windowSeconds: 3600 };

export async function createCheckout(
  needs: CreateCheckoutNeeds,
  input: CheckoutInput,
): Promise<Result<OpenedForReader, Failure>> {
  const now = needs.clock.now();
  const checked = checkInput(needs, input);
  if (!checked.ok) return checked;
  if (await needs.switches.isStopped('checkouts')) return refuse(needs, { kind: 'checkouts-stopped' });
  const waitSeconds = await countAttempt(needs, input, now);
  if (waitSeconds !== null) return refuse(needs, { kind: 'too-many-attempts', retryAfterSeconds: waitSeconds });
  // After the limits: a flood must not become one at the captcha. The page's own key makes a repeated press the same attempt.
  const attempt = input.attemptKey ?? needs.chance.token(16);
  const shown = await needs.captcha.check({ answer: input.captcha, attempt });
  if (shown !== 'passed') return refuse(needs, { kind: `captcha-${shown}` });
  const begun = await beginAttempt(
    needs,
    input.attemptKey,
    JSON.stringify({ ...checked.value, email: input.email }),
    now,
  );
  if (!begun.ok) return begun;
  const opened = await needs.payments.openCheckout(newCheckoutOf(needs, input, checked.value, begun.value));
  if (!opened.ok) return retryLater(needs, input.attemptKey, begun.value, opened.failure);
  const claimSecret = input.claimSecret ?? needs.chance.token(32);
  await needs.checkouts.remember(
    memoryOf(needs, {
      input,
      requested: checked.value,
      opened: opened.value,
      checkout: begun.value.checkout,
      claimSecret,
    }),
  );
  needs.log.write('checkout-opened', { objectId: opened.value.session });
  return succeed({ ...opened.value, checkout: begun.value.checkout, claimSecret });
}

/** Not the reader's mistake: how often that happens is shown and watched. */
function refuse({ log }: CreateCheckoutNeeds, failure: Failure): Result<never, Failure> {
  log.write('checkout-refused', { why: failure.kind });
  return fail(failure);
}

/** What was asked for, as far as it decides what Stripe is told. */
interface Requested {
  readonly contribution: Contribution;
  readonly campaign: CampaignId | null;
  readonly source: Source | null;
  readonly locale: string | null;
  readonly returnPage: string;
}

function checkInput(needs: CreateCheckoutNeeds, input: CheckoutInput): Result<Requested, Failure> {
  const contribution = checkContribution(needs.offer, input.contribution);
  if (!contribution.ok) return contribution;
  const { campaign, source, locale } = input;
  if (campaign !== null && !needs.campaigns.some((each) => each.id === campaign))
    return fail({ kind: 'campaign-unknown' });
  const returnPage = parseReturnPage(input.returnUrl, needs.origins);
  if (returnPage === null) return fail({ kind: 'return-url-foreign' });
  return succeed({ contribution: contribution.value, campaign, source, locale, returnPage });
}

async function countAttempt(needs: CreateCheckoutNeeds, input: CheckoutInput, now: Instant): Promise<number | null> {
  const waitSeconds = await needs.limiter.count(byCaller, input.caller, now);
  if (waitSeconds !== null || input.email === null) return waitSeconds;
  return needs.limiter.count(byEmail, input.email, now);
}

function newCheckoutOf(needs: CreateCheckoutNeeds, input: CheckoutInput, requested: Requested, attempt: Attempt) {
  return {
    checkout: attempt.checkout,
    contribution: requested.contribution,
    campaign: requested.campaign,
    source: requested.source,
    locale: requested.locale,
    email: input.email,
    successUrl: `${apiOf(needs, requested.returnPage)}/v1/checkouts/${attempt.checkout}/return`,
    cancelUrl: returnTo(requested.returnPage, 'back'),
    expiresAt: attempt.startedAt + sessionLife,
    idempotencyKey: `${attempt.checkout}.${attempt.requested.slice(0, 16)}.${attempt.tries}`,
  };
}

/**
 * Under the site's own hosts the claim cookie lies with the one that the reader gave on: with and without "www" are two.
 */
const apiOf = ({ apiUrl, origins }: CreateCheckoutNeeds, returnPage: string): string =>
  origins.includes(apiUrl) ? new URL(returnPage).origin : apiUrl;

interface Opening {
  readonly input: CheckoutInput;
  readonly requested: Requested;
  readonly opened: OpenedCheckout;
  readonly checkout: CheckoutId;
  readonly claimSecret: string;
}
function memoryOf(needs: CreateCheckoutNeeds, { input, requested, opened, checkout, claimSecret }: Opening): Checkout {
  return {
    id: checkout,
    session: opened.session,
    claims: [cookieClaim(needs.hasher, checkout, claimSecret), ...(input.claimHash === null ? [] : [input.claimHash])],
    contribution: requested.contribution,
    campaign: requested.campaign,
    source: requested.source,
    returnUrl: requested.returnPage,
    device: input.device,
    customer: null,
    forgetAt: opened.expiresAt + openMemory,
  };
}

/** The cookie's secret is the browser's for all its checkouts; hashed with the checkout, two of them cannot be linked. */
export const cookieClaim = (hasher: Hasher, checkout: CheckoutId, secret: string): Hash =>
  hasher.digest(`${checkout}.${secret}`);
