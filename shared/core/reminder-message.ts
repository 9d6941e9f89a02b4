// The message of a reminder. The discreet one, which is the usual one, names neither the newsroom nor the cause: whoever
// looks over a shoulder reads that somebody wanted to be reminded. Its link opens the page where one gives, never an
// article, with what the reader had chosen in the fragment, which reaches no server.

import { fillTemplate, templateIn } from './mail-templates/all.ts';
import { type MailMessage, messageOf } from './message.ts';
import { type ProposedContribution, proposalWord } from './reminder.ts';

export interface ReminderMessageContent {
  readonly contribution: ProposedContribution;
  readonly locale: string | null;
  /** Null keeps the message discreet. */
  readonly newsroomName: string | null;
  readonly supportPage: string;
  /** With the capability in its fragment: a page with a button, for people. */
  readonly cancelUrl: string;
  /** With the capability in its path: one press, for mail programs. */
  readonly unsubscribeUrl: string;
}

export function reminderMessage(content: ReminderMessageContent): MailMessage {
  const { language, template } = templateIn(content.locale);
  const { reminder } = template;
  const name = content.newsroomName ?? '';
  const isDiscreet = content.newsroomName === null;
  return messageOf({
    subject: isDiscreet ? reminder.subject : fillTemplate(reminder.namedSubject, { name }),
    locale: language,
    unsubscribeUrl: content.unsubscribeUrl,
    passages: [
      { kind: 'paragraph', text: isDiscreet ? reminder.opening : fillTemplate(reminder.namedOpening, { name }) },
      { kind: 'button', label: reminder.button, url: proposedUrl(content.supportPage, content.contribution) },
      { kind: 'paragraph', text: reminder.onlyOne },
      { kind: 'small', text: reminder.noMore, link: { label: reminder.cancel, url: content.cancelUrl } },
    ],
  });
}

/** "#reminder=monthly.500.usd", with nothing where nothing was chosen. */
export const proposedUrl = (page: string, { frequency, amountMinor, currency }: ProposedContribution): string =>
  `${page}#${proposalWord}=${frequency ?? ''}.${amountMinor ?? ''}.${currency ?? ''}`;
