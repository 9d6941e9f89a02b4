// Which language a message is written in. A language is one file beside this one; without one the message is English.
import { en } from './en.ts';
import type { MailTemplate } from './mail-template.ts';
import { ru } from './ru.ts';

const languages: Readonly<Record<string, MailTemplate>> = { en, ru };

/** `locale` is a language tag as a page has it, "pt-BR" too; null is English. */
export function templateIn(locale: string | null): { readonly language: string; readonly template: MailTemplate } {
  const language = (locale ?? '').split('-')[0] ?? '';
  const template = Object.hasOwn(languages, language) ? languages[language] : undefined;
  return template === undefined ? { language: 'en', template: en } : { language, template };
}

export const fillTemplate = (sentence: string, blanks: Readonly<Record<string, string>>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (blank, name: string) => blanks[name] ?? blank);
