// <mainstay-account>: what a supporter's own browser may see and do. It shows no name, because we hold none, and asks the
// API only in a browser that has a pass, or when a reader presses a button: also for a link from an e-mail, because
// programs that look into mail open addresses and press nothing.

import accountStrings from '../strings/en/account.json' with { type: 'json' };
import problemStrings from '../strings/en/problems.json' with { type: 'json' };
import { type AccountPage, actions } from './account-actions.ts';
import { type AccountState, accountView } from './account-view.ts';
import type { ApiProblem } from './api-problem.ts';
import { forgetAll } from './browser-memory.ts';
import { type FormFlaw, sentenceFor } from './contribution-of-form.ts';
import { decideNow, dropPass, grantsAddress, hasPass, portalAddress, show, speechAt } from './page.ts';
import { toNode } from './tree.ts';

// On this page nothing is being charged, so its own sentences win.
const strings = { ...problemStrings, ...accountStrings };

export class MainstayAccount extends HTMLElement implements AccountPage {
  #isBusy = false;

  connectedCallback(): void {
    for (const type of ['click', 'submit']) this.addEventListener(type, this);
    for (const type of ['pageshow', 'hashchange']) window.addEventListener(type, this);
    this.#begin();
  }

  disconnectedCallback(): void {
    for (const type of ['click', 'submit']) this.removeEventListener(type, this);
    for (const type of ['pageshow', 'hashchange']) window.removeEventListener(type, this);
  }

  handleEvent(event: Event): void {
    const { target } = event;
    // Back from the portal, where a membership may have ended meanwhile.
    if (event instanceof PageTransitionEvent) {
      if (event.persisted) this.#begin();
    } else if (event.type === 'hashchange') {
      if (tokenIn(location.hash) !== null) this.#begin();
    } else if (event.type === 'submit' && target instanceof HTMLFormElement) {
      // To the portal the browser goes by itself: no script of the page is to get its address.
      if (target.method === 'post') return;
      event.preventDefault();
      this.#doOnce(target.name, target.dataset['value'] ?? '', new FormData(target));
    } else if (event.type === 'click' && target instanceof HTMLButtonElement && target.type === 'button') {
      this.#doOnce(target.name, target.value, new FormData());
    }
  }

  get speech() {
    return speechAt(this, strings);
  }

  draw(state: AccountState): void {
    const supportPage = this.getAttribute('support-page');
    this.replaceChildren(toNode(accountView(state, this.speech, { supportPage, portalAddress, grantsAddress })));
  }

  /** For what a press changed: a screen reader reads it out. */
  showState(state: AccountState): void {
    this.draw(state);
    this.querySelector('h2')?.focus();
  }

  complain(problem: ApiProblem | FormFlaw, currency = ''): void {
    this.#write(sentenceFor(problem, currency, this.speech), 'problem');
  }

  announce(sentence: string): void {
    this.#write(sentence, 'news');
  }

  /** The server has removed its cookies; the pass is dropped here too, should its answer have been cut short. */
  leave(state: AccountState): void {
    if (hasPass()) dropPass();
    if (state.kind !== 'stranger') forgetAll();
    show(decideNow());
    this.showState(state);
  }

  #write(sentence: string, kind: 'problem' | 'news'): void {
    const status = this.querySelector<HTMLElement>('.mainstay-status');
    if (status === null) return;
    status.dataset['kind'] = kind;
    status.textContent = sentence;
  }

  #begin(): void {
    const token = tokenIn(location.hash);
    if (token !== null) this.draw({ kind: 'redeem', ...token });
    else if (hasPass()) this.#doOnce('look', '', new FormData());
    else this.draw({ kind: 'stranger' });
  }

  #doOnce(name: string, value: string, fields: FormData): void {
    const action = actions.get(name);
    if (action === undefined || this.#isBusy) return;
    this.#isBusy = true;
    void action(this, { value, fields }).finally(() => {
      this.#isBusy = false;
    });
  }
}

/** What the link in an e-mail carries behind the `#`, which browsers send to no server. */
function tokenIn(hash: string): { readonly action: 'redeem' | 'grant'; readonly token: string } | null {
  const [, word, token = ''] = /^#(?:mainstay-)?(redeem|grant)=([\w.-]{1,100})$/.exec(hash) ?? [];
  return word === 'redeem' || word === 'grant' ? { action: word, token } : null;
}
