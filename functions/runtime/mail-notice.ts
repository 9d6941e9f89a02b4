// The notice that Amazon SES sends through EventBridge about a bounce or a complaint
// (docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html). It reads only the addresses
// and the types: a mailbox that is full today may take messages tomorrow, and "not spam" is no complaint.
import * as z from 'zod/mini';
import type { MailNotice } from '../../shared/actions/hear-mail-notice.ts';
import { parseEmail } from '../../shared/core/email.ts';

const recipients = z.array(z.object({ emailAddress: z.string() })).check(z.maxLength(50));
const event = z.object({
  source: z.literal('aws.ses'),
  detail: z.object({
    bounce: z.optional(
      z.object({ bounceType: z.string(), bounceSubType: z.nullish(z.string()), bouncedRecipients: recipients }),
    ),
    complaint: z.optional(z.object({ complaintFeedbackType: z.nullish(z.string()), complainedRecipients: recipients })),
  }),
});

/**
 * The types of the IANA registry "Messaging Abuse Reporting Format" by which a person refuses messages. Not among them:
 * `not-spam` takes a message out of the spam folder, and `auth-failure` is a provider's report about signatures. Most
 * providers name no type.
 */
const complaintTypes = new Set(['abuse', 'fraud', 'virus', 'other', 'opt-out', 'opt-out-list']);

/** Null for any other event. */
export function noticeOf(call: unknown): MailNotice | null {
  const parsed = event.safeParse(call);
  if (!parsed.success) return null;
  const { bounce, complaint } = parsed.data.detail;
  if (complaint !== undefined) {
    const isMeant = complaintTypes.has(complaint.complaintFeedbackType?.toLowerCase() ?? 'other');
    return { kind: 'complaint', addresses: isMeant ? addressesIn(complaint.complainedRecipients) : [] };
  }
  const isFinal = bounce?.bounceType === 'Permanent' && !aboutMessage.has(bounce.bounceSubType ?? '');
  return { kind: 'bounce', addresses: isFinal ? addressesIn(bounce.bouncedRecipients) : [] };
}

/** Subtypes that refuse one message for what it is; the mailbox takes others. SES calls them transient, some relays do not. */
const aboutMessage = new Set(['MessageTooLarge', 'ContentRejected', 'AttachmentRejected']);

const addressesIn = (found: z.infer<typeof recipients>) =>
  found.flatMap(({ emailAddress }) => parseEmail(emailAddress.replace(/^.*<(.*)>$/, '$1')) ?? []);
