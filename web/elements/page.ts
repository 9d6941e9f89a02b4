// What is the same for every element of one page view: where the API lives, what was decided, and the renewal behind it.
// Decided when the script starts, whenever the page comes back (from the browser's memory, or to the front of its tabs), and
// whenever a framework drew <html> anew.
import { parsePass } from '../../shared/core/pass.ts';
import { returnCookieName } from '../../shared/core/return-url.ts';
import type { Instant } from '../../shared/core/time.ts';
import { asksIn, nextMonth, oneMoreAsk } from './ask-count.ts';
import { browserMemory, forget, instantIn, now, recall } from './browser-memory.ts';
import { callsTo, readStanding } from './call-api.ts';
import { type Decision, decide, leavesQuiet, type Reason } from './decide.ts';
import { stringsIn } from './json-in-page.ts';
import { oneViewLess, viewsIn } from './own-reminder.ts';
import { cookieIn, withoutPass } from './pass-cookie.ts';
import { renew } from './renewal.ts';
import { localeOf, type Speech, type Strings, speechOf } from './strings.ts';

/** Fired on `document` after each decision; `detail` is the Decision. */
export const decidedEvent = 'mainstay:decided';

// Of the script tag that loaded this bundle; it is only known while the script first runs.
const script = document.currentScript?.dataset ?? {};
const passName = script['pass'] ?? '';
const apiBase = script['api'] ?? '/v1';
const asksPerMonth = /^[1-9]\d{0,3}$/.test(script['asksPerMonth'] ?? '') ? Number(script['asksPerMonth']) : null;
export const checkoutsAddress = `${apiBase}/checkouts`;
export const grantsAddress = `${apiBase}/grants`;
export const noteAddresses = {
  linksAddress: `${apiBase}/links`,
  ownLinkAddress: `${apiBase}/checkouts/link`,
  grantsAddress,
};
export const portalAddress = `${apiBase}/portal`;
export const remindersAddress = `${apiBase}/reminders`;
export const callApi = callsTo(apiBase, (input, init) => fetch(input, init));

const pass = {
  read: () => cookieIn(document.cookie, passName),
  drop: () => {
    // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is not everywhere, and nothing else writes this one
    document.cookie = withoutPass(passName);
  },
};
/** The code that the way back left for this page view, taken away at once. Of two tabs that came back each takes one. */
export function takeReturnCode(): string | undefined {
  const [, name = '', code] = new RegExp(`\\b(${returnCookieName(passName)}..)=(.)`).exec(document.cookie) ?? [];
  // biome-ignore lint/suspicious/noDocumentCookie: as above
  if (code !== undefined) document.cookie = withoutPass(name);
  return code;
}

export const hasPass = (): boolean => pass.read() !== null;
export const dropPass = pass.drop;
export const isQuiet = (): boolean => document.documentElement.dataset['mainstay'] === 'quiet';
/** The same marks as in who-sees.css, which hides by them before any script. */
export const isNotHere = (): boolean =>
  document.querySelector('html[data-mainstay-here], meta[name=mainstay][content=never]') !== null;

const langAt = (element: Element): string =>
  element.closest<HTMLElement>('[lang]')?.lang ?? document.documentElement.lang;
export const localeAt = (element: Element): string => localeOf(langAt(element));

/** The language around an element, else the page's, with the page's own strings in place of ours. */
export const speechAt = <Key extends string>(element: Element, strings: Strings<Key>): Speech<Key> =>
  speechOf(langAt(element), strings, stringsIn(document.getElementById('mainstay-strings')?.textContent));

/** Decides, shows it, and renews in the background where the decision says so. */
export async function decideThisView(): Promise<void> {
  counted = null;
  const decision = look();
  if (!decision.renew) return;
  const client = { readStanding: () => readStanding(callApi) };
  const renewed = await renew({ client, memory: browserMemory, pass });
  // Money that was on its way has come: the page is quiet at once. The other way round this page view stays quiet.
  if (renewed === 'renewed' && !leavesQuiet(decision)) show(decideNow());
}

/** Of the view that was counted as an ask: its own ask does not end it. */
let counted: string | null = null;
/** Of the view that was counted as a page read. */
let seen: string | null = null;
/** Of the view that ended such a rest: on it nothing appears any more. */
let lastOfRest: string | null = null;
const address = (): string => location.pathname + location.search;
const isSeen = (): boolean => document.visibilityState === 'visible';

/** Decides with what is known now. A view counts once, when somebody sees it: not while it is prerendered or in a back tab. */
export function look(): Decision {
  const decision = decideNow();
  show(decision);
  if (decision.show && isSeen() && counted !== address()) countAsk();
  if (isSeen() && seen !== address()) countView();
  rest();
  return decision;
}

/** Frameworks take from <html> what they did not write, as they draw a page anew: it is put back before it is painted. */
export function keepShown(): void {
  const { documentElement } = document;
  const attributeFilter = ['data-mainstay', 'data-mainstay-banner'];
  new MutationObserver(() => {
    if (shown !== marksOf(documentElement)) look();
  }).observe(documentElement, { attributes: true, attributeFilter });
  // Meanwhile the reader may have given in another tab.
  document.addEventListener('visibilitychange', () => isSeen() && look());
}

let shown = '';
const marksOf = ({ dataset }: HTMLElement): string => `${dataset['mainstay']} ${dataset['mainstayBanner']}`;

export function decideNow(): Decision {
  return decide({
    now: now(),
    passCookie: pass.read(),
    isNotHere: isNotHere(),
    asksPerMonth,
    remindedUntil: instantIn(recall('re.reminded')),
    dismissedUntil: instantIn(recall('re.closed')),
    asksThisMonth: asksIn(recall('re.asks'), now()) - (counted === address() ? 1 : 0),
    supportingUntil: lastOfRest === address() ? Number.POSITIVE_INFINITY : instantIn(recall('re.later')),
  });
}

/** The style sheet does the rest: it hides what asks on a quiet page, and a closable banner while it rests. */
export function show(decision: Decision): void {
  const { dataset } = document.documentElement;
  dataset['mainstay'] = leavesQuiet(decision) ? 'quiet' : 'ask';
  if (isResting(decision)) dataset['mainstayBanner'] = 'rest';
  else delete dataset['mainstayBanner'];
  shown = marksOf(document.documentElement);
  document.dispatchEvent(new CustomEvent(decidedEvent, { detail: decision }));
}

const isResting = ({ show, reason }: Decision): boolean =>
  !show && ['reminded', 'dismissed', 'month-full', 'pending'].includes(reason);

/** Why nobody is asked before an instant, as decisions call it. */
const reasons = { closed: 'dismissed', reminded: 'reminded', later: 'said-so' } as const;

/** `closed` by the reader, `reminded` because they asked us to write instead, `later` because they support us already. */
export function restUntil(why: keyof typeof reasons, until: Instant): void {
  browserMemory.remember(`re.${why}`, String(until));
  if (why === 'later') forget('re.then');
  restView(reasons[why]);
}

/** Where nothing could be remembered it rests for this page view at least; a box that answers stays on it. */
export function restView(reason: Reason): void {
  rest();
  const decision = decideNow();
  const isNew = decision.show || (decision.reason === 'said-so' && !isQuiet());
  show(isNew ? { ...decision, show: false, reason } : decision);
}

/** Until when money is on its way, as the pass says. */
function pendingUntil(): Instant | null {
  const found = parsePass(pass.read() ?? '');
  return found?.tier === 'pending' ? found.expiresAt : null;
}

function countAsk(): void {
  if (asksPerMonth === null || document.querySelector('mainstay-banner[closable]') === null) return;
  counted = address();
  browserMemory.remember('re.asks', oneMoreAsk(recall('re.asks'), now()));
}

/** Whoever wants to be asked again after some more pages: the last of them ends the rest. */
function countView(): void {
  seen = address();
  const next = oneViewLess(recall('re.then'));
  if (next === null) return;
  browserMemory.remember('re.then', next);
  if (viewsIn(next) > 0) return;
  lastOfRest = seen;
  browserMemory.remember('re.later', '0');
}

/** One instant for the head snippet, which must be short: until when the next page needs no banner, whatever the reason. */
function rest(): void {
  const isFull = asksPerMonth !== null && asksIn(recall('re.asks'), now()) >= asksPerMonth;
  const ends = [instantIn(recall('re.closed')), instantIn(recall('re.reminded')), pendingUntil()];
  const until = Math.max(isFull ? nextMonth(now()) : 0, ...ends.map((each) => each ?? 0));
  if (String(until) !== (recall('re.rest') ?? '0')) browserMemory.remember('re.rest', String(until));
}
