// The templates of every message, by language.
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { type MailLanguage, mailLanguageOf } from './mail-language.ts';
import type { MailTemplate } from './mail-template.ts';
import { ru } from './ru.ts';
import { uk } from './uk.ts';

const languages: Readonly<Record<MailLanguage, MailTemplate>> = { en, de, fr, es, ru, uk };

/** `locale` is a language tag as a page has it, "pt-BR" too; null is English. */
export function templateIn(locale: string | null): {
  readonly language: MailLanguage;
  readonly template: MailTemplate;
} {
  const language = mailLanguageOf(locale);
  return { language, template: languages[language] };
}

export const fillTemplate = (sentence: string, blanks: Readonly<Record<string, string>>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (blank, name: string) => blanks[name] ?? blank);
