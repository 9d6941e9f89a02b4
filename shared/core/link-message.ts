// The message that carries a link and its code. The discreet one, which is the usual one, names neither the newsroom nor
// what it is for: whoever looks over a shoulder reads that somebody may open a page.

import { fillTemplate, templateIn } from './mail-templates/all.ts';
import { type MailMessage, messageOf } from './message.ts';

export interface LinkMessageContent {
  /** With the token in its fragment, which no server and no log sees. */
  readonly url: string;
  readonly code: string;
  readonly locale: string | null;
  /** Null keeps the message discreet. */
  readonly newsroomName: string | null;
}

export function linkMessage({ url, code, locale, newsroomName }: LinkMessageContent): MailMessage {
  const { language, template } = templateIn(locale);
  const { link } = template;
  const name = newsroomName ?? '';
  return messageOf({
    subject: newsroomName === null ? link.subject : fillTemplate(link.namedSubject, { name }),
    locale: language,
    unsubscribeUrl: null,
    passages: [
      { kind: 'paragraph', text: newsroomName === null ? link.opening : fillTemplate(link.namedOpening, { name }) },
      { kind: 'button', label: link.button, url },
      { kind: 'paragraph', text: link.codeIntroduction },
      { kind: 'code', code },
      { kind: 'small', text: link.notYou },
    ],
  });
}
