// What writes messages: requests for a link from their queue, reminders when the clock calls, and what the mail service says
// of messages that did not arrive. The only function that opens a seal and the only one that speaks to the mail service;
// nothing on the internet reaches it.
import { type AnswerLinkNeeds, answerLinkRequest } from '../shared/actions/answer-link-request.ts';
import { type HearMailNoticeNeeds, hearMailNotice } from '../shared/actions/hear-mail-notice.ts';
import { type SendDueRemindersNeeds, sendDueReminders } from '../shared/actions/send-due-reminders.ts';
import { lazily } from './runtime/lazily.ts';
import { type MailHandler, mailHandler } from './runtime/mail-handler.ts';
import { wireMail } from './runtime/wire-mail.ts';

export type MailNeeds = AnswerLinkNeeds & SendDueRemindersNeeds & HearMailNoticeNeeds;
export const serve = (needs: MailNeeds): MailHandler =>
  mailHandler(needs, {
    request: (request) => answerLinkRequest(needs, request),
    sweep: (call) => sendDueReminders(needs, call),
    notice: (notice) => hearMailNotice(needs, notice),
  });

const served = lazily(() => serve(wireMail()));
export const handler: MailHandler = async (call, context) => (await served())(call, context);
