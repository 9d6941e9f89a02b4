// Asking for a reminder, confirming it from the mailbox, and cancelling it.
import * as z from 'zod/mini';
import { currency, email, longText, text } from '../texts.ts';
import { amountMinor, frequency, locale, source } from './fields.ts';

export const reminderIn = z
  .strictObject({
    email,
    /** Or how many months ahead, for a plain form on a page that does not know the date. */
    month: text(/^(?:\d{4}-(?:0[1-9]|1[0-2])|\+(?:[1-9]|1[0-2]))$/, 'a month like "2026-12", or "+3"'),
    frequency: z.optional(frequency),
    amountMinor: z.optional(amountMinor),
    currency: z.optional(currency),
    locale: z.optional(locale),
    /** The reader's time zone; one that does not exist counts as none. */
    timeZone: z.optional(z.string().check(z.maxLength(64))),
    /** Accepted because the box always sends it, and not stored: a reminder does not name its page. */
    source: z.optional(source),
    /** Where a plain form goes back to. */
    returnUrl: z.optional(longText(2048)),
  })
  .check(
    z.refine(
      (input) => input.amountMinor === undefined || (input.currency !== undefined && input.frequency !== undefined),
      { error: 'amountMinor needs currency and frequency beside it' },
    ),
  );
/** The same for every address. */
export const reminderOut = z.object({ status: z.literal('accepted') });
/** A whole reminder with its proof, out of the fragment of a first message's link. */
export const confirmIn = z.strictObject({ token: longText(2000) });
/** The token of a message; of a first message its confirmation. */
export const cancelIn = z.strictObject({ token: longText(2000), forever: z.optional(z.boolean()) });
