// The bodies that go in and out, as zod schemas. In: unknown keys are refused, so a typing error is heard. Out: only
// listed fields pass, so nothing can leak by being added to an object elsewhere.
import * as z from 'zod/mini';
import { customerIdShape, parseCampaignId, parseHash, parseSource } from '../core/ids.ts';
import { linkPurposes } from '../core/link.ts';
import { largestAmountMinor } from '../core/money.ts';
import { frequencies } from '../core/offer.ts';
import { currency, email, from, longText, text } from './texts.ts';

/** Where a route takes or gives nothing: what comes is not looked at. */
export const none = z.unknown();

/** Whole minor units. The offer says which are allowed; here only what could never be an amount is refused. */
const amountMinor = z.int().check(z.gte(1), z.lte(largestAmountMinor));
const frequency = z.enum(frequencies);
export const campaignId = from(parseCampaignId, 'a campaign id: a-z, 0-9 and "-", at most 32');
const source = from(parseSource, 'a source: a-z, 0-9 and "-", at most 32');
const hash = from(parseHash, 'a SHA-256 hash as 43 characters of base64url');
const locale = text(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, 'a language tag like "en" or "pt-BR"');

export const checkoutIn = z.strictObject({
  frequency,
  amountMinor,
  currency,
  locale: z.optional(locale),
  campaign: z.optional(campaignId),
  source: z.optional(source),
  returnUrl: longText(2048),
  claimHash: z.optional(hash),
  email: z.optional(email),
  /** The answer of the captcha, where the newsroom asks one. */
  captcha: z.optional(longText(2048)),
});
export type CheckoutIn = z.infer<typeof checkoutIn>;
export const checkoutOut = z.object({ checkoutId: z.string(), url: z.string(), expiresAt: z.string() });

export const claimIn = z.strictObject({
  secret: text(/^[A-Za-z0-9_-]{43}$/, '32 random bytes as 43 characters of base64url'),
});
export const standing = z.object({
  supporter: z.boolean(),
  until: z.nullable(z.string()),
  reason: z.enum(['membership', 'gift', 'grace', 'granted', 'none']),
});
export const pass = z.nullable(z.object({ token: z.string(), expiresAt: z.string() }));
export const standingOut = z.object({ standing, pass });
export type StandingOut = z.infer<typeof standingOut>;
/** Of a mailing's link: `g1.<key id>.<end>.<signature>`. */
export const grantIn = z.strictObject({ token: text(/^[a-z0-9.A-Z_-]{1,100}$/, 'the end of the link as it was sent') });
/** The checkout is complete, its money is on its way (202). */
export const pendingOut = z.object({ status: z.literal('pending') });
export const claimOut = z.union([standingOut, pendingOut]);

const supporterId = text(customerIdShape, 'a supporter id');
export const portalIn = z.strictObject({ supporter: z.optional(supporterId) });
export const portalOut = z.object({ url: z.string() });

export const linkIn = z.strictObject({
  email,
  purpose: z.enum(linkPurposes),
  locale: z.optional(locale),
});
/** `link` names the request: with the code from the letter it opens the link. The same for every address. */
export const linkOut = z.object({ status: z.literal('accepted'), link: z.string() });
/** What the letter's own address carries, or the short code with the `link` it was asked under. */
export const redemptionIn = z.union([
  z.strictObject({ token: text(/^[A-Za-z0-9_-]{65}$/, 'the token of a mailed link') }),
  z.strictObject({
    link: text(/^[A-Za-z0-9_-]{22}$/, 'what asking for the link was answered with'),
    code: longText(24),
  }),
]);

const money = { amountMinor: z.int(), currency: z.string() };
const instant = z.string();
export const membershipOut = z.object({
  membership: z.string(),
  ...money,
  frequency: z.enum(['monthly', 'annual']),
  status: z.string(),
  renewsAt: z.nullable(instant),
  endsAt: z.nullable(instant),
});
export type MembershipOut = z.infer<typeof membershipOut>;
/** Which of several; without one, the supporter whose membership goes on. */
export const eraseIn = z.strictObject({ supporter: z.optional(supporterId) });
/** `pending`: begun, and ends by itself. */
export const eraseOut = z.object({ status: z.enum(['erased', 'pending']) });
export const membershipIn = z.strictObject({ amountMinor });
const paymentOut = z.object({
  payment: z.string(),
  ...money,
  date: z.nullable(instant),
  purpose: z.enum(['gift', 'membership']),
  membership: z.nullable(z.string()),
  periodEnd: z.nullable(instant),
  status: z.enum(['pending', 'confirmed', 'failed']),
  returnedMinor: z.int(),
  dispute: z.nullable(
    z.object({ outcome: z.enum(['open', 'lost', 'won']), withdrawnMinor: z.int(), lostMinor: z.int() }),
  ),
  settled: z.nullable(z.object(money)),
  campaign: z.nullable(z.string()),
  /** What of it stands in a campaign's public total. */
  counted: z.nullable(z.object({ campaign: z.string(), month: z.string(), amountMinor: z.int() })),
});
/** `supporters`: those this browser claimed, whole; of a borrowed one its standing and what goes on. */
export const supporterOut = z.object({
  device: z.object({ forgetAt: instant }),
  supporters: z.array(
    z.object({
      supporter: z.string(),
      since: instant,
      isBorrowed: z.boolean(),
      /** Until then this browser may change or end it, and open what shows its name. */
      freshUntil: instant,
      standing,
      memberships: z.array(
        z.extend(membershipOut, { paidThrough: z.nullable(instant), grantedUntil: z.nullable(instant) }),
      ),
      payments: z.array(paymentOut),
    }),
  ),
});
export type SupporterOut = z.infer<typeof supporterOut>;

export const reminderIn = z
  .strictObject({
    email,
    /** Or how many months on, for a plain form on a page that does not know the date. */
    month: text(/^(?:\d{4}-(?:0[1-9]|1[0-2])|\+(?:[1-9]|1[0-2]))$/, 'a month like "2026-12", or "+3"'),
    frequency: z.optional(frequency),
    amountMinor: z.optional(amountMinor),
    currency: z.optional(currency),
    locale: z.optional(locale),
    /** The clock the reader lives by; one that does not exist counts as none. */
    timeZone: z.optional(z.string().check(z.maxLength(64))),
    /** Taken because the box names one everywhere; a promise says nothing of the page it was made on. */
    source: z.optional(source),
    /** Where a plain form goes back to. */
    returnUrl: z.optional(longText(2048)),
  })
  .check(
    z.refine(
      (input) => input.amountMinor === undefined || (input.currency !== undefined && input.frequency !== undefined),
      {
        error: 'amountMinor needs currency and frequency beside it',
      },
    ),
  );
/** The same for every address. */
export const reminderOut = z.object({ status: z.literal('accepted') });
export const cancelIn = z.strictObject({ token: longText(200), forever: z.optional(z.boolean()) });

const amountRange = z.object({
  suggestedMinor: z.array(z.int()),
  minimumMinor: z.int(),
  maximumMinor: z.int(),
  stepMinor: z.int(),
});
export const campaignOut = z.object({
  campaign: z.string(),
  month: z.string(),
  goalMinor: z.int(),
  raisedMinor: z.int(),
  contributions: z.int(),
  currency: z.string(),
  asOf: z.string(),
});
export type CampaignOut = z.infer<typeof campaignOut>;
export const offerOut = z.object({
  frequencies: z.array(frequency),
  currencies: z.array(z.string()),
  currency: z.string(),
  decimals: z.int(),
  amounts: z.object({ once: amountRange, monthly: amountRange, annual: amountRange }),
  campaign: z.nullable(campaignOut),
});
export type OfferOut = z.infer<typeof offerOut>;
export const offerQuery = z.object({
  currency: z.optional(currency),
  locale: z.optional(locale),
  campaign: z.optional(campaignId),
});
export const forgetQuery = z.object({ all: z.optional(z.enum(['true', 'false'])) });

/** The API's own description; its shape is OpenAPI's. */
export const openapiOut = z.record(z.string(), z.unknown());
export const healthOut = z.object({ status: z.literal('ok') });
export const acceptedOut = z.object({ received: z.literal(true) });
