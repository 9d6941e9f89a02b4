// How a browser is recognised: its standing and its pass, mailed links, and the grants of a mailing.
import * as z from 'zod/mini';
import { linkPurposes } from '../../core/link.ts';
import { email, longText, text } from '../texts.ts';
import { locale } from './fields.ts';

/** Yes or no, and nothing of until when or why. */
const standing = z.object({ supporter: z.boolean() });
const pass = z.nullable(z.object({ token: z.string(), expiresAt: z.string() }));
export const standingOut = z.object({ standing, pass });
export type StandingOut = z.infer<typeof standingOut>;
export const forgetQuery = z.object({ all: z.optional(z.enum(['true', 'false'])) });

/** A mailing's link: `g1.<key id>.<end>.<signature>`. */
export const grantIn = z.strictObject({ token: text(/^[a-z0-9.A-Z_-]{1,100}$/, 'the end of the link as it was sent') });

/** For a reader who cannot give. `until` is its last instant. */
export const shareIn = z.strictObject({ locale: z.optional(locale) });
export const shareOut = z.object({ link: z.string(), until: z.string() });

export const linkIn = z.strictObject({ email, purpose: z.enum(linkPurposes), locale: z.optional(locale) });
/** `link` names the request: it redeems the link together with the code from the message. The same for every address. */
export const linkOut = z.object({ status: z.literal('accepted'), link: z.string() });
/** The token of the message's own address, or the short code with the `link` that the request was answered with. */
export const redemptionIn = z.union([
  z.strictObject({ token: text(/^[A-Za-z0-9_-]{65}$/, 'the token of a mailed link') }),
  z.strictObject({
    link: text(/^[A-Za-z0-9_-]{22}$/, 'what asking for the link was answered with'),
    // Ten characters, with whatever people put between them.
    code: longText(64),
    /** Of the page that says what went wrong. */
    locale: z.optional(locale),
  }),
]);
