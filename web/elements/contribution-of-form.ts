// What a filled-in form asks for, or what is wrong with it, before anything is sent. The server checks all of it again;
// this only saves the reader a round trip and says it in their words.
import { isAmbiguous, parseCurrency } from '../../shared/core/money.ts';
import { frequencies } from '../../shared/core/offer.ts';
import { fail, type Result, succeed } from '../../shared/core/result.ts';
import type problemStrings from '../strings/en/problems.json';
import { type AmountFlaw, type Limits, readAmount, showAmount } from './amounts.ts';
import type { ApiProblem } from './api-problem.ts';
import type { CheckoutIn } from './client.ts';
import { fill, type Speech } from './strings.ts';

export type ProblemString = keyof typeof problemStrings;
export type FormFlaw = AmountFlaw | { readonly kind: 'amount-missing' };

/** `fields` as the form's FormData has them; `page` is the address the form stands at, against which its own is read. */
export function contributionOfForm(fields: FormData, limits: Limits, page: string): Result<CheckoutIn, FormFlaw> {
  const text = (name: string): string => String(fields.get(name) ?? '');
  const currency = parseCurrency(text('currency'));
  const frequency = frequencies.find((each) => each === text('frequency'));
  // Only a page that was tampered with has neither.
  if (currency === null || frequency === undefined) return fail({ kind: 'amount-missing' });
  if (!fields.has('amountMinor')) return fail({ kind: 'amount-missing' });
  const amount =
    text('amountMinor') === '' ? readAmount(text('amount'), currency, limits) : succeed(Number(text('amountMinor')));
  if (!amount.ok) return text('amount').trim() === '' ? fail({ kind: 'amount-missing' }) : amount;
  const { origin, pathname } = addressOf(text('returnUrl'), page);
  return succeed({ frequency, amountMinor: amount.value, currency, returnUrl: origin + pathname, ...named(text) });
}

/** Must it be shown back before it is sent? */
export function isUnclear(fields: FormData): boolean {
  const currency = parseCurrency(String(fields.get('currency')));
  return currency !== null && fields.get('amountMinor') === '' && isAmbiguous(String(fields.get('amount')), currency);
}

/** What a page wrote as its address may be none; then it is this page's. */
function addressOf(text: string, page: string): URL {
  try {
    return new URL(text, page);
  } catch {
    return new URL(page);
  }
}

function named(text: (name: string) => string): Partial<Pick<CheckoutIn, 'campaign' | 'source' | 'locale'>> {
  const entries = ['campaign', 'source', 'locale'].flatMap((name) => (text(name) === '' ? [] : [[name, text(name)]]));
  return Object.fromEntries(entries);
}

/** The sentence for a flaw of the form or a problem of the API. Unknown codes speak with the API's own English. */
export function sentenceFor(
  problem: FormFlaw | ApiProblem,
  currencyCode: string,
  { strings, locale }: Speech<ProblemString>,
): string {
  const code = 'kind' in problem ? problem.kind : problem.code;
  // A code is text from outside: only our own strings answer to it, never what every object inherits.
  const sentence = Object.entries<string>(strings).find(([key]) => key === code)?.[1];
  if (sentence === undefined) return ('detail' in problem && problem.detail) || strings['something-broke'];
  const currency = parseCurrency(currencyCode);
  const limitMinor = limitOf(problem);
  const amount = currency === null || limitMinor === undefined ? '' : showAmount(limitMinor, currency, locale);
  return fill(sentence, { amount });
}

function limitOf(problem: FormFlaw | ApiProblem): number | undefined {
  if ('limitMinor' in problem) return problem.limitMinor;
  return 'numbers' in problem ? (problem.numbers['minimumMinor'] ?? problem.numbers['maximumMinor']) : undefined;
}
