// What writes letters: wishes for a link from their queue, reminders when the clock calls, and what the mail service says
// of letters that did not arrive. The only door that opens a seal and the only one that speaks to the mail service;
// nothing on the internet reaches it.
import { type AnswerLinkNeeds, answerLinkRequest } from '../shared/actions/answer-link-request.ts';
import { type HearMailNoticeNeeds, hearMailNotice } from '../shared/actions/hear-mail-notice.ts';
import { type SendDueRemindersNeeds, sendDueReminders } from '../shared/actions/send-due-reminders.ts';
import { lazily } from './runtime/lazily.ts';
import { type LettersHandler, lettersDoor } from './runtime/letters-door.ts';
import { wireLetters } from './runtime/wire-letters.ts';

export type LettersNeeds = AnswerLinkNeeds & SendDueRemindersNeeds & HearMailNoticeNeeds;
export const serve = (needs: LettersNeeds): LettersHandler =>
  lettersDoor(needs, {
    request: (request) => answerLinkRequest(needs, request),
    sweep: (call) => sendDueReminders(needs, call),
    notice: (notice) => hearMailNotice(needs, notice),
  });

const served = lazily(() => serve(wireLetters()));
export const handler: LettersHandler = async (call, context) => (await served())(call, context);
