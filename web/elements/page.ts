// What is the same for every element of one page view: where the API lives, what was decided, and the renewal behind it.
// Decided when the script starts and again whenever the browser brings the page back from its memory (bfcache).
import type { Instant } from '../../shared/core/time.ts';
import { asksIn, nextMonth, oneMoreAsk } from './ask-count.ts';
import { browserMemory, instantIn, now, recall } from './browser-memory.ts';
import { callsTo, readStanding } from './call-api.ts';
import { type Decision, decide, leavesQuiet } from './decide.ts';
import { stringsIn } from './json-in-page.ts';
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
export const noteAddresses = { linksAddress: `${apiBase}/links`, ownLinkAddress: `${apiBase}/checkouts/link` };
export const remindersAddress = `${apiBase}/reminders`;
export const callApi = callsTo(apiBase, (input, init) => fetch(input, init));

const pass = {
  read: () => cookieIn(document.cookie, passName),
  drop: () => {
    // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is not everywhere, and nothing else writes this one
    document.cookie = withoutPass(passName);
  },
};
export const hasPass = (): boolean => pass.read() !== null;
export const dropPass = pass.drop;
export const isQuiet = (): boolean => document.documentElement.dataset['mainstay'] === 'quiet';
/** The same marks as in who-sees.css, which hides by them before any script. */
export const isNotHere = (): boolean =>
  document.querySelector('html[data-mainstay-here=never], meta[name=mainstay][content=never]') !== null;

const langAt = (element: Element): string =>
  element.closest<HTMLElement>('[lang]')?.lang ?? document.documentElement.lang;
export const localeAt = (element: Element): string => localeOf(langAt(element));

/** The language around an element, else the page's, with the page's own strings in place of ours. */
export const speechAt = <Key extends string>(element: Element, strings: Strings<Key>): Speech<Key> =>
  speechOf(langAt(element), strings, stringsIn(document.getElementById('mainstay-strings')?.textContent));

/** Decides, shows it, and renews in the background where the decision says so. */
export async function decideThisView(): Promise<void> {
  const decision = decideNow();
  show(decision);
  if (decision.show) countAsk();
  rest();
  if (!decision.renew) return;
  const client = { readStanding: () => readStanding(callApi) };
  const renewed = await renew({ client, memory: browserMemory, pass });
  // Money that was on its way has come: the page is quiet at once. The other way round this page view stays quiet.
  if (renewed === 'renewed' && !leavesQuiet(decision)) show(decideNow());
}

export function decideNow(): Decision {
  return decide({
    now: now(),
    passCookie: pass.read(),
    isNotHere: isNotHere(),
    asksPerMonth,
    remindedUntil: instantIn(recall('mainstay.reminded')),
    dismissedUntil: instantIn(recall('mainstay.closed')),
    asksThisMonth: asksIn(recall('mainstay.asks'), now()),
  });
}

/** The style sheet does the rest: it hides what asks on a quiet page, and a closable banner while it rests. */
export function show(decision: Decision): void {
  const { dataset } = document.documentElement;
  dataset['mainstay'] = leavesQuiet(decision) ? 'quiet' : 'ask';
  if (['reminded', 'dismissed', 'month-full'].includes(decision.reason)) dataset['mainstayBanner'] = 'rest';
  else delete dataset['mainstayBanner'];
  document.dispatchEvent(new CustomEvent(decidedEvent, { detail: decision }));
}

/** No banner before then: `closed` by the reader, or `reminded` because they asked us to write instead. */
export function restUntil(why: 'closed' | 'reminded', until: Instant): void {
  browserMemory.remember(`mainstay.${why}`, String(until));
  rest();
  const decision = decideNow();
  // Where nothing can be remembered it is closed for this page view at least.
  show(decision.show ? { ...decision, show: false, reason: why === 'closed' ? 'dismissed' : 'reminded' } : decision);
}

function countAsk(): void {
  if (asksPerMonth === null || document.querySelector('mainstay-banner[closable]') === null) return;
  browserMemory.remember('mainstay.asks', oneMoreAsk(recall('mainstay.asks'), now()));
}

/** One instant for the head snippet, which must be short: until when the next page needs no banner, whatever the reason. */
function rest(): void {
  const isFull = asksPerMonth !== null && asksIn(recall('mainstay.asks'), now()) >= asksPerMonth;
  const reasons = [instantIn(recall('mainstay.closed')), instantIn(recall('mainstay.reminded'))];
  const until = Math.max(isFull ? nextMonth(now()) : 0, ...reasons.map((each) => each ?? 0));
  if (String(until) !== (recall('mainstay.rest') ?? '0')) browserMemory.remember('mainstay.rest', String(until));
}
