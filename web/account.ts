// <mainstay-account>: what a supporter's own browser may see and do: its standing, the way to the payment service's
// portal, and being forgotten. It shows no name, because we hold none, and asks the API only in a browser that has a
// pass, or when a reader presses a button.
import { type AccountState, accountView } from './account-view.ts';
import { client } from './api.ts';
import type { ApiProblem } from './call-api.ts';
import { sentenceFor } from './gift-of-form.ts';
import { decideNow, dropPass, hasPass, show, speechAt } from './page.ts';
import accountWords from './strings/en/account.json' with { type: 'json' };
import problemWords from './strings/en/problems.json' with { type: 'json' };
import { toNode } from './tree.ts';

const words = { ...accountWords, ...problemWords };

export class MainstayAccount extends HTMLElement {
  private isBusy = false;

  connectedCallback(): void {
    this.addEventListener('click', this);
    window.addEventListener('pageshow', this);
    if (hasPass()) void this.look();
    else this.draw({ kind: 'stranger' });
  }

  disconnectedCallback(): void {
    this.removeEventListener('click', this);
    window.removeEventListener('pageshow', this);
  }

  handleEvent(event: Event): void {
    if (event.type === 'pageshow') {
      // Back from the portal, where a membership may have ended meanwhile.
      if (event instanceof PageTransitionEvent && event.persisted && hasPass()) void this.look();
      return;
    }
    const pressed = event.target instanceof HTMLButtonElement ? event.target.name : '';
    if (pressed === 'look') void this.once(() => this.look());
    if (pressed === 'manage') void this.once(() => this.manage());
    if (pressed === 'forget') void this.once(() => this.forget());
  }

  private async once(deed: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    await deed();
    this.isBusy = false;
  }

  private async look(): Promise<void> {
    this.draw({ kind: 'checking' });
    const answer = await client.readStanding();
    if (answer.ok) this.draw({ kind: 'known', standing: answer.value.standing });
    else if (answer.failure.status === 401) this.becomeStranger('stranger');
    else this.draw({ kind: 'failed', problem: answer.failure });
  }

  private async manage(): Promise<void> {
    const opened = await client.openPortal();
    if (opened.ok) location.assign(opened.value.url);
    else if (opened.failure.status === 401) this.becomeStranger('stranger');
    else this.complain(opened.failure);
  }

  private async forget(): Promise<void> {
    const forgotten = await client.forgetDevice();
    if (forgotten.ok) this.becomeStranger('forgotten');
    else this.complain(forgotten.failure);
  }

  /** The server has removed its cookies; the pass is dropped here too, should its answer have been cut short. */
  private becomeStranger(kind: 'stranger' | 'forgotten'): void {
    if (hasPass()) dropPass();
    show(decideNow());
    this.draw({ kind });
    this.querySelector('h2')?.focus();
  }

  private draw(state: AccountState): void {
    this.replaceChildren(toNode(accountView(state, speechAt(this, words), this.getAttribute('support-page'))));
  }

  private complain(problem: ApiProblem): void {
    const status = this.querySelector('.mainstay-status');
    if (status !== null) status.textContent = sentenceFor(problem, '', speechAt(this, words));
  }
}
