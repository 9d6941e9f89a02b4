// The notice that Amazon SES sends through EventBridge about a bounce or a complaint
// (docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html). It reads only the addresses and
// whether the bounce is permanent: a mailbox that is full today may take messages tomorrow.
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

/** Null for any other event. */
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
