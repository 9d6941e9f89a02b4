// The languages that messages are written in. A message for any other language is English.

export const mailLanguages = ['en', 'ru'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

/** `locale` is a language tag as a page has it, "pt-BR" too; null is English. */
export function mailLanguageOf(locale: string | null): MailLanguage {
  const language = (locale ?? '').split('-')[0];
  return mailLanguages.find((each) => each === language) ?? 'en';
}
