// What Amazon SES tells through EventBridge of a message that did not arrive, or was called unwanted
// (docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html). Only the addresses and whether it is
// final are looked at; a mailbox that was full today is no reason to be silent for ever.
import * as z from 'zod/mini';
import type { MailNotice } from '../../shared/actions/hear-mail-notice.ts';
import { parseEmail } from '../../shared/core/email.ts';

const recipients = z.array(z.object({ emailAddress: z.string() })).check(z.maxLength(50));
const event = z.object({
  source: z.literal('aws.ses'),
  detail: z.object({
    bounce: z.optional(z.object({ bounceType: z.string(), bouncedRecipients: recipients })),
    complaint: z.optional(z.object({ complainedRecipients: recipients })),
  }),
});

/** Null for what is no notice of SES's. */
export function noticeOf(call: unknown): MailNotice | null {
  const parsed = event.safeParse(call);
  if (!parsed.success) return null;
  const { bounce, complaint } = parsed.data.detail;
  if (complaint !== undefined) return { kind: 'complaint', addresses: addressesIn(complaint.complainedRecipients) };
  const isFinal = bounce?.bounceType === 'Permanent';
  return { kind: 'bounce', addresses: isFinal ? addressesIn(bounce.bouncedRecipients) : [] };
}

const addressesIn = (found: z.infer<typeof recipients>) =>
  found.flatMap(({ emailAddress }) => parseEmail(emailAddress.replace(/^.*<(.*)>$/, '$1')) ?? []);
