// What a payer reads at Stripe before paying: how the card statement will name the payment. In the reader's language; whoever
// reads another one reads English. A newsroom may write its own sentence, or say nothing.

/** By language, each with `{statement}` where the statement's text goes. */
export type StatementNotices = Readonly<Record<string, string>>;

export const statementNotices: StatementNotices = {
  en: 'Your card statement will show “{statement}”.',
  de: 'Auf Ihrer Kartenabrechnung steht „{statement}“.',
  fr: 'Votre relevé de carte indiquera « {statement} ».',
  es: 'En el extracto de su tarjeta aparecerá «{statement}».',
  ru: 'В выписке по карте будет указано «{statement}».',
  uk: 'У виписці за карткою буде зазначено «{statement}».',
};

/** `locale` is a language tag as a page has it, "pt-BR" too. Null where the texts have neither its language nor English. */
export function statementNotice(notices: StatementNotices, locale: string | null, statement: string): string | null {
  const language = (locale ?? '').split('-')[0] ?? '';
  const text = (Object.hasOwn(notices, language) ? notices[language] : undefined) ?? notices['en'];
  return text === undefined ? null : text.replaceAll('{statement}', statement);
}
