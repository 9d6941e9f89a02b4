// What the account page shows in each state, as a piece of page: a pure function of what is known.
import type { StandingOut } from '../../shared/api/schemas/recognition.ts';
import type { SupporterOut } from '../../shared/api/schemas/supporter.ts';
import type { AccountSpeech } from './account-speech.ts';
import { action, formAction, press } from './action-view.ts';
import type { ApiProblem } from './api-problem.ts';
import { sentenceFor } from './contribution-of-form.ts';
import { codeForm, linkForm } from './link-view.ts';
import { showDay } from './show-day.ts';
import { fill } from './strings.ts';
import { isProven, supporterView } from './supporter-view.ts';
import { type Branch, type Tree, tree } from './tree.ts';

export type Supporters = SupporterOut['supporters'];
export type AccountState =
  | { readonly kind: 'checking' | 'stranger' | 'forgotten' | 'prove' | 'erased' | 'pending' }
  | { readonly kind: 'known'; readonly standing: StandingOut['standing']; readonly supporters: Supporters }
  /** Asked for by one link; a second one erases. */
  | { readonly kind: 'unconfirmed'; readonly confirmFrom: string }
  /** Asked whether the reader means it. */
  | { readonly kind: 'sure'; readonly supporter: string }
  /** What takes a new payment from this browser: a higher amount, another rhythm, a new beginning. */
  | {
      readonly kind: 'replace';
      readonly why: 'higher' | 'other';
      readonly membership: string;
      readonly amountMinor: number;
      readonly frequency?: 'annual';
    }
  | { readonly kind: 'requested'; readonly link: string }
  | { readonly kind: 'redeem'; readonly action: 'redeem' | 'grant'; readonly token: string }
  | { readonly kind: 'failed'; readonly problem: ApiProblem };

export interface WaysOut {
  /** Where somebody who is not (any more) a supporter may become one; null shows no such link. */
  readonly supportPage: string | null;
  /** Where a form goes that opens the payment service's portal. */
  readonly portalAddress: string;
  /** Where a form goes that is answered with a link for a reader who cannot give. */
  readonly grantsAddress: string;
}

export function accountView(state: AccountState, speech: AccountSpeech, ways: WaysOut): Branch {
  return tree('div', { class: 'mainstay-account' }, ...pieces(state, speech, ways));
}

function pieces(state: AccountState, speech: AccountSpeech, ways: WaysOut): Tree[] {
  const { strings } = speech;
  switch (state.kind) {
    case 'checking':
      return [tree('p', { role: 'status' }, strings.checking)];
    case 'failed':
      return [tree('p', { role: 'alert' }, sentenceFor(state.problem, '', speech)), row(press('look', strings.retry))];
    case 'stranger':
      return [
        title(strings.strangerTitle),
        text(strings.stranger),
        row(support(speech, ways.supportPage), press('look', strings.retry)),
        linkForm(strings.linkAsk, strings.linkHint, speech),
        status,
      ];
    case 'forgotten':
      return [title(strings.forgottenTitle), text(strings.forgotten), row(support(speech, ways.supportPage))];
    case 'erased':
      return [title(strings.erasedTitle), text(strings.erasedText)];
    case 'pending':
      return [title(strings.laterTitle), text(strings.laterText)];
    case 'unconfirmed':
      return [
        title(strings.eraseRequestedTitle),
        text(fill(strings.eraseRequested, { date: showDay(state.confirmFrom, speech.locale) })),
        row(press('look', strings.notErase)),
        status,
      ];
    case 'prove':
      return [title(strings.proveTitle), linkForm(strings.linkAsk, strings['not-fresh'], speech), status];
    case 'requested':
      return [title(strings.requestedTitle), text(strings.requested), codeForm(state.link, speech), status];
    case 'redeem':
      return [
        title(strings.redeemTitle),
        text(strings.redeem),
        row(press(state.action, strings.redeemPress, state.token)),
        status,
      ];
    case 'sure':
      return [
        title(strings.sureTitle),
        text(strings.sure),
        row(press('erase-surely', strings.surely, state.supporter), press('look', strings.notErase)),
        status,
      ];
    case 'replace':
      return replacing(state, speech);
    case 'known':
      return known(state, speech, ways);
  }
}

function replacing({ why, membership, amountMinor, frequency }: Replacing, { strings }: AccountSpeech): Tree[] {
  const wanted = `${membership} ${amountMinor} ${frequency ?? ''}`;
  return [
    title(strings.replaceTitle),
    text(why === 'higher' ? strings['not-claimed'] : strings.againHint),
    row(press('replace', strings.replacePress, wanted), press('look', strings.notReplace)),
    status,
  ];
}
type Replacing = Extract<AccountState, { kind: 'replace' }>;

type Known = Extract<AccountState, { kind: 'known' }>;
function known({ standing, supporters }: Known, speech: AccountSpeech, ways: WaysOut): Tree[] {
  const { strings } = speech;
  const opening = standing.supporter
    ? [title(strings.standsTitle), text(whyOf(supporters, speech))]
    : [title(strings.lapsedTitle), text(strings.lapsed), row(support(speech, ways.supportPage))];
  const proven = supporters.filter((each) => isProven(each));
  return [
    ...opening,
    status,
    ...proven.map((each) => supporterView(each, speech, ways.portalAddress)),
    // What this browser does not prove now is named by nothing but the way to prove it.
    ...(proven.length < supporters.length ? [linkForm(strings.linkAsk, strings['not-fresh'], speech)] : []),
    ...(proven.length > 0 ? [action('export', strings.export, strings.exportHint)] : []),
    ...(standing.supporter ? [passOn(speech, ways.grantsAddress)] : []),
    action('forget', strings.forget, strings.forgetHint),
    ...(proven.length > 0 ? [action('forget-all', strings.forgetAll, strings.forgetAllHint)] : []),
  ];
}

const passOn = ({ strings, locale }: AccountSpeech, address: string): Branch =>
  formAction(address, { locale }, { name: 'pass-on', label: strings.passOn, hint: strings.passOnHint });

/** Until when and why, where the API says so: of what lasts longest. */
function whyOf(supporters: Supporters, { strings, locale }: AccountSpeech): string {
  const [longest] = supporters
    .flatMap(({ standing: { until, reason } }) =>
      until === null || reason === null || reason === 'none' ? [] : [{ until, reason }],
    )
    .sort((one, other) => (one.until < other.until ? 1 : -1));
  return longest === undefined
    ? strings.stands
    : fill(strings[longest.reason], { date: showDay(longest.until, locale) });
}

const status: Branch = tree('p', { class: 'mainstay-status', role: 'alert' });
const title = (sentence: string): Branch => tree('h2', { tabindex: '-1' }, sentence);
const text = (sentence: string): Branch => tree('p', {}, sentence);
const row = (...children: readonly Tree[]): Branch => tree('p', { class: 'mainstay-row' }, ...children);
const support = ({ strings }: AccountSpeech, page: string | null): Tree =>
  page === null ? '' : tree('a', { class: 'mainstay-continue', href: page }, strings.support);
