// What a problem says to a person whose browser sent a plain form, in the languages of the elements. Programs get the `detail`
// of the problem itself, which is English; a number in it is written here too.
import { type MailLanguage, mailLanguageOf } from '../core/mail-templates/mail-language.ts';
import { parseCurrency, plainAmount } from '../core/money.ts';
import { type ChoiceTexts, choiceTexts } from './choice-texts.ts';
import type { Problem } from './problem.ts';
import { type ProblemTexts, problemTexts } from './problem-texts.ts';

export interface ProblemSentences {
  readonly language: MailLanguage;
  readonly title: string;
  readonly sentence: string;
  readonly back: string;
  /** What a supporter may mean by another regular contribution. */
  readonly choices: ChoiceTexts;
}

/** `locale` is what the form said of its page. */
export function sentencesOf(problem: Problem, locale: string | null): ProblemSentences {
  const language = mailLanguageOf(locale);
  const texts = problemTexts[language];
  const sentence = texts[keyOf(problem)].replace('{amount}', () => amountIn(problem));
  return { language, title: texts.title, sentence, back: texts.back, choices: choiceTexts[language] };
}

type Key = Exclude<keyof ProblemTexts, 'title' | 'back'>;
/** Of the codes that a form can be answered with; a test holds them against the routes that take one. */
export const keyOfCode: ReadonlyMap<string, Key> = new Map<string, Key>([
  ['something-broke', 'broke'],
  ['origin-foreign', 'unfit'],
  ['navigation-required', 'unfit'],
  ['edge-required', 'unfit'],
  ['malformed-json', 'unfit'],
  ['unsupported-media-type', 'unfit'],
  ['body-too-large', 'unfit'],
  ['invalid-request', 'unfit'],
  ['currency-not-offered', 'unfit'],
  ['campaign-unknown', 'unfit'],
  ['return-url-foreign', 'unfit'],
  ['idempotency-key-invalid', 'unfit'],
  ['attempt-conflict', 'unfit'],
  ['attempt-complete', 'unfit'],
  ['amount-too-small', 'tooSmall'],
  ['amount-too-large', 'tooLarge'],
  ['amount-not-payable', 'unpayable'],
  ['month-not-offered', 'month'],
  ['not-from-here', 'notFromHere'],
  ['already-gives', 'alreadyGives'],
  ['checkouts-stopped', 'paused'],
  ['payments-unavailable', 'unavailable'],
  ['captcha-unavailable', 'unavailable'],
  ['captcha-failed', 'captcha'],
  ['too-many-attempts', 'tooOften'],
  ['link-unknown', 'linkUnknown'],
  ['checkout-unknown', 'checkoutUnknown'],
  ['checkout-open', 'checkoutOpen'],
  ['links-used-up', 'linksUsedUp'],
  ['device-unknown', 'deviceUnknown'],
  ['not-fresh', 'notFresh'],
  ['supporter-unknown', 'notHeld'],
  ['membership-unknown', 'notHeld'],
  ['membership-ended', 'ended'],
]);

function keyOf({ status, code, more }: Problem): Key {
  const [field = ''] = Array.isArray(more?.['fields']) ? more['fields'] : [];
  if (code === 'invalid-request') return typedWrong.find(([name]) => field.startsWith(`${name} `))?.[1] ?? 'unfit';
  return keyOfCode.get(code) ?? (status >= 500 ? 'broke' : 'unfit');
}
/** The fields that a person types; the others are the form's own. */
const typedWrong = [
  ['email', 'email'],
  ['amountMinor', 'amount'],
  ['code', 'linkUnknown'],
] as const;

function amountIn({ more = {} }: Problem): string {
  const currency = parseCurrency(String(more['currency']));
  const amountMinor = more['minimumMinor'] ?? more['maximumMinor'];
  return currency === null || typeof amountMinor !== 'number' ? '' : plainAmount({ amountMinor, currency });
}
