// The languages that messages are written in: those of the elements. A message for any other language is English.

export const mailLanguages = ['en', 'de', 'fr', 'es', 'ru', 'uk'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

/** `locale` is a language tag as a page has it, "pt-BR" too; null is English. */
export function mailLanguageOf(locale: string | null): MailLanguage {
  const language = (locale ?? '').split('-')[0];
  return mailLanguages.find((each) => each === language) ?? 'en';
}
