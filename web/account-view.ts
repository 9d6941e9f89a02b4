// What the account page shows in each state, as a piece of page: a pure function of what is known.
import type { StandingOut, SupporterOut } from '../shared/api/schemas.ts';
import { showDay } from './account-day.ts';
import type { ApiProblem } from './call-api.ts';
import { type ProblemWord, sentenceFor } from './gift-of-form.ts';
import { codeForm, linkForm } from './link-view.ts';
import type accountWords from './strings/en/account.json';
import { supporterView } from './supporter-view.ts';
import { type Branch, type Tree, tree } from './tree.ts';
import { fill, type Speech } from './words.ts';

export type AccountSpeech = Speech<keyof typeof accountWords | ProblemWord>;
export type Supporters = SupporterOut['supporters'];
export type AccountState =
  | { readonly kind: 'checking' | 'stranger' | 'forgotten' | 'prove' | 'erased' | 'pending' }
  | { readonly kind: 'known'; readonly standing: StandingOut['standing']; readonly supporters: Supporters }
  /** Asked whether the reader means it. */
  | { readonly kind: 'sure'; readonly supporter: string }
  | { readonly kind: 'asked'; readonly link: string }
  | { readonly kind: 'redeem'; readonly deed: 'redeem' | 'grant'; readonly token: string }
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
      return [tree('p', { role: 'alert' }, sentenceFor(state.problem, '', speech)), row(press('look', words.retry))];
    case 'stranger':
      return [
        title(words.strangerTitle),
        text(words.stranger),
        row(support(speech, supportPage), press('look', words.retry)),
        linkForm(words.linkAsk, words.linkHint, speech),
        status,
      ];
    case 'forgotten':
      return [title(words.forgottenTitle), text(words.forgotten), row(support(speech, supportPage))];
    case 'erased':
      return [title(words.erasedTitle), text(words.erasedText)];
    case 'pending':
      return [title(words.laterTitle), text(words.laterText)];
    case 'prove':
      return [title(words.proveTitle), linkForm(words.linkAsk, words['not-fresh'], speech), status];
    case 'asked':
      return [title(words.askedTitle), text(words.asked), codeForm(state.link, speech), status];
    case 'redeem':
      return [
        title(words.redeemTitle),
        text(words.redeem),
        row(press(state.deed, words.redeemPress, state.token)),
        status,
      ];
    case 'sure':
      return [
        title(words.sureTitle),
        text(words.sure),
        row(press('erase-surely', words.surely, state.supporter), press('look', words.notErase)),
        status,
      ];
    case 'known':
      return known(state, speech, supportPage);
  }
}

type Known = Extract<AccountState, { kind: 'known' }>;
function known({ standing, supporters }: Known, speech: AccountSpeech, supportPage: string | null): Tree[] {
  const { words } = speech;
  const { reason, until } = standing;
  const opening =
    reason === 'none' || until === null
      ? [title(words.lapsedTitle), text(words.lapsed), row(support(speech, supportPage))]
      : [title(words.standsTitle), text(fill(words[reason], { date: showDay(until, speech.locale) }))];
  const isClaimed = supporters.some((each) => !each.isBorrowed);
  return [
    ...opening,
    status,
    ...supporters.map((each) => supporterView(each, speech)),
    ...(isClaimed ? [deed('export', words.export, words.exportHint)] : []),
    deed('forget', words.forget, words.forgetHint),
    ...(isClaimed ? [deed('forget-all', words.forgetAll, words.forgetAllHint)] : []),
  ];
}

const status: Branch = tree('p', { class: 'mainstay-status', role: 'alert' });
const title = (sentence: string): Branch => tree('h2', { tabindex: '-1' }, sentence);
const text = (sentence: string): Branch => tree('p', {}, sentence);
const row = (...children: readonly Tree[]): Branch => tree('p', { class: 'mainstay-row' }, ...children);
const press = (name: string, label: string, value?: string): Branch =>
  tree('button', { class: 'mainstay-quiet', type: 'button', name, value }, label);
const support = ({ words }: AccountSpeech, page: string | null): Tree =>
  page === null ? '' : tree('a', { class: 'mainstay-continue', href: page }, words.support);

export const deed = (name: string, label: string, hint: string, value?: string): Branch =>
  tree('div', { class: 'mainstay-deed' }, press(name, label, value), tree('p', {}, hint));
