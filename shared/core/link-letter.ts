// The letter that carries a link and its code. The discreet one, which is the usual one, names neither the newsroom nor
// what it is for: whoever looks over a shoulder reads that somebody may open a page.
import { type Letter, letterOf } from './letter.ts';
import { fillWords, lettersIn } from './letter-words/all.ts';

export interface LinkLetterContent {
  /** With the token in its fragment, which no server and no log sees. */
  readonly url: string;
  readonly code: string;
  readonly locale: string | null;
  /** Null keeps the letter discreet. */
  readonly newsroomName: string | null;
}

export function linkLetter({ url, code, locale, newsroomName }: LinkLetterContent): Letter {
  const { language, words } = lettersIn(locale);
  const { link } = words;
  const name = newsroomName ?? '';
  return letterOf({
    subject: newsroomName === null ? link.subject : fillWords(link.namedSubject, { name }),
    locale: language,
    unsubscribeUrl: null,
    passages: [
      { kind: 'paragraph', text: newsroomName === null ? link.opening : fillWords(link.namedOpening, { name }) },
      { kind: 'button', label: link.button, url },
      { kind: 'paragraph', text: link.codeIntroduction },
      { kind: 'code', code },
      { kind: 'small', text: link.notYou },
    ],
  });
}
