// What a problem is for a person whose browser sent a plain form: a page. Only functions that take forms carry its texts.
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Problem } from '../../shared/api/problem.ts';
import { sentencesOf } from '../../shared/api/problem-sentences.ts';
import { escapeHtml } from '../../shared/core/escape-html.ts';
import { htmlHeaders, toAnswer } from './http-answer.ts';
import { plainPage } from './plain-page.ts';

interface PageWanted {
  readonly back: string | null;
  readonly isRepeatable: boolean;
  /** What the form said of its page's language. */
  readonly locale: string | null;
  /** What the form sent, as it came. */
  readonly sent: URLSearchParams;
  /** Where a supporter sees what is running. */
  readonly accountPage: string | null;
}
type ProblemPage = (problem: Problem, wanted: PageWanted) => APIGatewayProxyStructuredResultV2;

export interface ForPeople {
  readonly page: ProblemPage;
  readonly inTheirLanguage: (problem: Problem, locale: string | null) => Problem;
}

/** Codes that no script of ours has a sentence for: it shows the `detail`, which is in the reader's own language then. */
const spokenByUs: readonly string[] = ['not-from-here', 'already-gives'];
const inTheirLanguage = (problem: Problem, locale: string | null): Problem =>
  spokenByUs.includes(problem.code) ? { ...problem, detail: sentencesOf(problem, locale).sentence } : problem;

/**
 * A problem for a person whose browser sent a plain form: a page in their language with a way back, and no script. It
 * tries again by itself only where the request can be repeated: a refresh of a form's answer would be a GET, and find nothing.
 */
const page: ProblemPage = (problem, wanted) => {
  if (problem.code === 'already-gives') return choicePage(problem, wanted);
  const { back, isRepeatable, locale } = wanted;
  const { status, retryAfterSeconds } = problem;
  const isRetried = isRepeatable && back === null && retryAfterSeconds !== undefined;
  const head = isRetried ? `<meta http-equiv="refresh" content="${retryAfterSeconds}">` : '';
  const said = sentencesOf(problem, locale);
  const link = back === null ? '' : `<p><a class="back" href="${escapeHtml(back)}">${said.back}</a></p>`;
  const body = `<p role="alert">${escapeHtml(said.sentence)}</p>${link}`;
  return toAnswer(status, htmlHeaders(), plainPage({ language: said.language, title: said.title, body, head }));
};

/** All that a form of a checkout may hold; it is sent again with a supporter's choice. */
const ofCheckout = ['frequency', 'amountMinor', 'amount', 'currency', 'returnUrl', 'campaign', 'source', 'locale'];

/** Asked once: what is running, once instead, or really another. It has no script, and leads to Stripe by the reader's own press. */
const choicePage: ProblemPage = (problem, { locale, sent, accountPage }) => {
  const { language, title, sentence, choices } = sentencesOf(problem, locale);
  const form = (label: string, more: Readonly<Record<string, string>>): string => {
    const fields: Readonly<Record<string, string>> = {
      ...Object.fromEntries(ofCheckout.map((name) => [name, sent.get(name) ?? ''])),
      ...more,
    };
    const hidden = Object.entries(fields)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`);
    return `<form method="post" action="/v1/checkouts">${hidden.join('')}<button>${label}</button></form>`;
  };
  const account =
    accountPage === null ? '' : `<p><a class="back" href="${escapeHtml(accountPage)}">${choices.seeRunning}</a></p>`;
  const forms = `${form(choices.giveOnce, { frequency: 'once' })}<p></p>${form(choices.giveAgain, { again: 'true' })}`;
  const body = `<p role="alert">${sentence}</p>${account}${forms}`;
  const headers = { ...htmlHeaders("; frame-ancestors 'none'"), 'referrer-policy': 'same-origin' };
  return toAnswer(problem.status, headers, plainPage({ language, title, body }));
};

export const forPeople: ForPeople = { page, inTheirLanguage };
