// Which language an element speaks: the page's own, where we have it. A language is one file under strings/.
import { en } from './strings/en.ts';

export type Words = Readonly<Record<keyof typeof en, string>>;
export interface Speech {
  readonly words: Words;
  /** A language tag Intl takes, for amounts and dates: the page's, even where the words are not translated. */
  readonly locale: string;
}

const languages: Readonly<Record<string, Words>> = { en };

/** `tag` is a page's `lang`, which people write in many ways; what is no language tag is English. */
export function speechOf(tag: string): Speech {
  const locale = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(tag) ? tag : 'en';
  return { words: languages[locale.split('-')[0] ?? ''] ?? en, locale };
}

export const fill = (sentence: string, blanks: Readonly<Record<string, string>>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (blank, name: string) => blanks[name] ?? blank);
