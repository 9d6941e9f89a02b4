// What is the same for every element of one page view: where the API lives, what was decided, and the renewal behind it.
// Decided when the script starts and again whenever the browser brings the page back from its memory (bfcache).
import { browserMemory, instantIn, now, recall } from './browser-memory.ts';
import { type Client, createClient } from './client.ts';
import { type Decision, decide, isPeace } from './decide.ts';
import { cookieIn, withoutPass } from './pass-cookie.ts';
import { renew } from './renewal.ts';
import { type Speech, speechOf } from './words.ts';

/** Fired on `document` after each decision; `detail` is the Decision. */
export const decidedEvent = 'mainstay:decided';

// Of the script tag that loaded this bundle; it is only known while the script first runs.
const script = document.currentScript?.dataset ?? {};
const passName = script['pass'] ?? '';
const apiBase = script['api'] ?? '/v1';
export const checkoutsAddress = `${apiBase}/checkouts`;
export const client: Client = createClient(apiBase, (input, init) => fetch(input, init));

const pass = {
  read: () => cookieIn(document.cookie, passName),
  drop: () => {
    // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is not everywhere, and nothing else writes this one
    document.cookie = withoutPass(passName);
  },
};
export const hasPass = (): boolean => pass.read() !== null;
export const dropPass = pass.drop;
export const isInPeace = (): boolean => document.documentElement.dataset['mainstay'] === 'peace';

/** The language around an element, else the page's. */
export const speechAt = (element: Element): Speech =>
  speechOf(element.closest<HTMLElement>('[lang]')?.lang ?? document.documentElement.lang);

/** Decides, shows it, and renews in the background where the decision says so. */
export async function decideThisView(): Promise<void> {
  const decision = decideNow();
  show(decision);
  if (!decision.renew) return;
  const renewed = await renew({ client, memory: browserMemory, pass });
  // Money that was on its way has come: peace at once. The other way round this page view stays in peace.
  if (renewed === 'kept' && !isPeace(decision)) show(decideNow());
}

export function decideNow(): Decision {
  const dismissedUntil = instantIn(recall('mainstay.rest'));
  return decide({ now: now(), passCookie: pass.read(), remindedUntil: null, dismissedUntil });
}

/** The style sheet does the rest: what asks is hidden in peace, and a closed banner while it rests. */
export function show(decision: Decision): void {
  const { dataset } = document.documentElement;
  dataset['mainstay'] = isPeace(decision) ? 'peace' : 'ask';
  if (decision.reason === 'dismissed') dataset['mainstayBanner'] = 'rest';
  else delete dataset['mainstayBanner'];
  document.dispatchEvent(new CustomEvent(decidedEvent, { detail: decision }));
}
