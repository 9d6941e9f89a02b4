// The form of a reminder is a script of its own: few readers open it, and every page with a box would carry it. It comes when
// a reader opens the line at the box's foot. A printed form works without it; where it does not come, the line says so.
import problemStrings from '../strings/en/problems.json' with { type: 'json' };
import { restView, speechAt } from './page.ts';

/** The build puts them in: the file beside this script's own, and its integrity hash. */
declare const remindFile: string;
declare const remindIntegrity: string;

const own = document.currentScript;

export function loadRemind(): void {
  // `toggle` does not bubble.
  document.addEventListener('toggle', ({ target }) => target instanceof Element && loadFor(target), true);
  // Opened before this script had come.
  for (const each of document.querySelectorAll('details')) loadFor(each);
  // The form has remembered until when nothing is asked; this bundle holds what the page shows.
  document.addEventListener('mainstay:reminded', () => restView('reminded'));
}

function loadFor(details: Element): void {
  const isWanted = details.matches('.mainstay-remind[open]:not([aria-busy])');
  if (!isWanted || customElements.get('mainstay-remind') !== undefined || !(own instanceof HTMLScriptElement)) return;
  details.ariaBusy = 'true';
  const { nonce, crossOrigin, dataset } = own;
  const script = document.createElement('script');
  Object.assign(script, { nonce, crossOrigin, integrity: remindIntegrity });
  Object.assign(script.dataset, dataset);
  script.onload = script.onerror = (event) => {
    details.ariaBusy = null;
    const waiting = details.querySelector(':scope > p');
    if (event instanceof Event && event.type === 'error' && waiting !== null)
      waiting.textContent = speechAt(details, problemStrings).strings.unreachable;
  };
  setAddress(script, new URL(remindFile, own.src).href);
  document.head.append(script);
}

interface Policy {
  createScriptURL(text: string): unknown;
}
interface Policies {
  createPolicy(name: string, rules: { createScriptURL(text: string): string }): Policy;
}
let policy: Policy | undefined;

/** A page may demand that a script's address is made by a policy with a name. Where it allows none of ours, none comes. */
function setAddress(script: HTMLScriptElement, address: string): void {
  const policies: Policies | undefined = Reflect.get(window, 'trustedTypes');
  policy ??= policies?.createPolicy('mainstay', { createScriptURL: (text) => text });
  Reflect.set(script, 'src', policy?.createScriptURL(address) ?? address);
}
