// The function that sends messages: links and first questions from their queue, and reminders on a schedule. It also handles
// bounce and complaint notices. No other function can open a seal or call the mail service, and the internet cannot call this one.
import { type AnswerLinkNeeds, answerLinkRequest } from '../shared/actions/answer-link-request.ts';
import { type AskToConfirmNeeds, askToConfirm } from '../shared/actions/ask-to-confirm.ts';
import { type HearMailNoticeNeeds, hearMailNotice } from '../shared/actions/hear-mail-notice.ts';
import { type SendDueRemindersNeeds, sendDueReminders } from '../shared/actions/send-due-reminders.ts';
import { suppressBounced } from '../shared/actions/suppress-bounced.ts';
import { lazily } from './runtime/lazily.ts';
import { type MailHandler, mailHandler } from './runtime/mail-handler.ts';
import { wireMail } from './runtime/wire-mail.ts';

export type MailNeeds = AnswerLinkNeeds & AskToConfirmNeeds & SendDueRemindersNeeds & HearMailNoticeNeeds;
export const serve = (given: MailNeeds): MailHandler => {
  const needs = { ...given, mailer: suppressBounced(given) };
  return mailHandler(needs, {
    request: async (request) => (await askToConfirm(needs, request)) ?? answerLinkRequest(needs, request),
    sweep: (call) => sendDueReminders(needs, call),
    notice: (notice) => hearMailNotice(needs, notice),
  });
};

const served = lazily(() => serve(wireMail()));
export const handler: MailHandler = async (call, context) => (await served())(call, context);
