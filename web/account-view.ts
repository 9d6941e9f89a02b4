// What the account page shows in each state, as a piece of page: a pure function of what is known.
import type { StandingOut } from '../shared/api/schemas.ts';
import type { ApiProblem } from './call-api.ts';
import { type ProblemWord, sentenceFor } from './gift-of-form.ts';
import type accountWords from './strings/en/account.json';
import { type Branch, type Tree, tree } from './tree.ts';
import { fill, type Speech } from './words.ts';

export type AccountSpeech = Speech<keyof typeof accountWords | ProblemWord>;
export type AccountState =
  | { readonly kind: 'checking' | 'stranger' | 'forgotten' }
  | { readonly kind: 'known'; readonly standing: StandingOut['standing'] }
  | { readonly kind: 'failed'; readonly problem: ApiProblem };

/** `supportPage`: where somebody who is not (any more) a supporter may become one; null shows no such link. */
export function accountView(state: AccountState, speech: AccountSpeech, supportPage: string | null): Branch {
  return tree('div', { class: 'mainstay-account' }, ...pieces(state, speech, supportPage));
}

function pieces(state: AccountState, speech: AccountSpeech, supportPage: string | null): Tree[] {
  const { words } = speech;
  switch (state.kind) {
    case 'checking':
      return [tree('p', { role: 'status' }, words.checking)];
    case 'failed':
      return [tree('p', { role: 'alert' }, sentenceFor(state.problem, '', speech)), look(speech)];
    case 'stranger':
      return [title(words.strangerTitle), text(words.stranger), row(support(speech, supportPage), look(speech))];
    case 'forgotten':
      return [title(words.forgottenTitle), text(words.forgotten), row(support(speech, supportPage))];
    case 'known':
      return known(state.standing, speech, supportPage);
  }
}

function known(standing: StandingOut['standing'], speech: AccountSpeech, supportPage: string | null): Tree[] {
  const { words } = speech;
  const { reason, until } = standing;
  const opening =
    reason === 'none' || until === null
      ? [title(words.lapsedTitle), text(words.lapsed), row(support(speech, supportPage))]
      : [title(words.standsTitle), text(fill(words[reason], { date: dayOf(until, speech.locale) }))];
  return [
    ...opening,
    tree('p', { class: 'mainstay-status', role: 'alert' }),
    deed('manage', words.manage, words.manageHint),
    deed('forget', words.forget, words.forgetHint),
  ];
}

const title = (sentence: string): Branch => tree('h2', { tabindex: '-1' }, sentence);
const text = (sentence: string): Branch => tree('p', {}, sentence);
const row = (...children: readonly Tree[]): Branch => tree('p', { class: 'mainstay-row' }, ...children);
const look = ({ words }: AccountSpeech): Branch =>
  tree('button', { class: 'mainstay-quiet', type: 'button', name: 'look' }, words.retry);
const support = ({ words }: AccountSpeech, page: string | null): Tree =>
  page === null ? '' : tree('a', { class: 'mainstay-continue', href: page }, words.support);

const deed = (name: string, label: string, hint: string): Branch =>
  tree(
    'div',
    { class: 'mainstay-deed' },
    tree('button', { class: 'mainstay-quiet', type: 'button', name }, label),
    tree('p', {}, hint),
  );

/** The day in the reader's own time zone. */
const dayOf = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat([locale, 'en'], { dateStyle: 'long' }).format(Date.parse(iso));
