// Opening a checkout, claiming it, and opening Stripe's portal.
import * as z from 'zod/mini';
import { parseCheckoutId, parseHash } from '../../core/ids.ts';
import { currency, from, longText, text } from '../texts.ts';
import { amountMinor, campaignId, frequency, locale, membershipId, source, supporterId } from './fields.ts';
import { standingOut } from './recognition.ts';

export const checkoutIn = z.strictObject({
  frequency,
  amountMinor,
  currency,
  locale: z.optional(locale),
  campaign: z.optional(campaignId),
  source: z.optional(source),
  returnUrl: longText(2048),
  claimHash: z.optional(from(parseHash, 'a SHA-256 hash as 43 characters of base64url')),
  /** The reader said so: another regular contribution, although this browser is a supporter's already. */
  again: z.optional(z.boolean()),
  /** The captcha's token, where the newsroom uses one. */
  captcha: z.optional(longText(2048)),
});
export type CheckoutIn = z.infer<typeof checkoutIn>;
export const checkoutOut = z.object({ checkoutId: z.string(), url: z.string(), expiresAt: z.string() });

/** `plain`: the page it leads to shows the word of the fragment and runs no script. */
export const returnQuery = z.object({ plain: z.optional(z.literal('true')) });

export const claimIn = z.strictObject({
  secret: text(/^[A-Za-z0-9_-]{43}$/, '32 random bytes as 43 characters of base64url'),
});
/** The browser's claim cookie names checkout and secret; a site that keeps the secret in its page sends both. */
export const ownLinkIn = z.strictObject({
  locale: z.optional(locale),
  checkoutId: z.optional(from(parseCheckoutId, 'what opening the checkout was answered with')),
  secret: z.optional(claimIn.shape.secret),
});
/** The checkout is complete and its payment is pending (202). */
export const pendingOut = z.object({ status: z.literal('pending') });
export const claimOut = z.union([standingOut, pendingOut]);

/** Of a form. `flow`: one page of the portal, which shows less than its home page; it leads back here. */
export const portalIn = z.strictObject({
  supporter: z.optional(supporterId),
  flow: z.optional(z.enum(['payment_method_update', 'subscription_cancel'])),
  /** Which of several to cancel; without it, the one that goes on. */
  membership: z.optional(membershipId),
  /** Of the page that says what went wrong. */
  locale: z.optional(locale),
});
