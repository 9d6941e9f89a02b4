// The first message to who asked for a reminder, or to whose address somebody typed: a question, once. The discreet one,
// which is the usual one, names neither the newsroom nor the cause.
import { fillTemplate, templateIn } from './mail-templates/all.ts';
import { type MailMessage, messageOf } from './message.ts';

export interface AskMessageContent {
  /** With the whole reminder in its fragment, which no server and no log sees. */
  readonly url: string;
  readonly locale: string | null;
  /** Null keeps the message discreet. */
  readonly newsroomName: string | null;
}

export function askMessage({ url, locale, newsroomName }: AskMessageContent): MailMessage {
  const { language, template } = templateIn(locale);
  const { ask } = template;
  const name = newsroomName ?? '';
  return messageOf({
    subject: newsroomName === null ? ask.subject : fillTemplate(ask.namedSubject, { name }),
    locale: language,
    unsubscribeUrl: null,
    passages: [
      { kind: 'paragraph', text: newsroomName === null ? ask.opening : fillTemplate(ask.namedOpening, { name }) },
      { kind: 'button', label: ask.button, url },
      { kind: 'paragraph', text: ask.nothingYet },
      { kind: 'small', text: ask.notYou },
    ],
  });
}
