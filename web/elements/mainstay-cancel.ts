// <mainstay-cancel>: the page that the link in an e-mail opens. Opening it changes nothing, because mail scanners open links; a
// button does. The capability is taken out of the address at once, so that it is neither copied nor kept in a history.

import cancelStrings from '../strings/en/cancel.json' with { type: 'json' };
import problemStrings from '../strings/en/problems.json' with { type: 'json' };
import { client } from './account-client.ts';
import { type CancelState, cancelView } from './cancel-view.ts';
import { sentenceFor } from './contribution-of-form.ts';
import { speechAt } from './page.ts';
import { toNode } from './tree.ts';

const strings = { ...cancelStrings, ...problemStrings };

export class MainstayCancel extends HTMLElement {
  private token: string | null = null;
  private isBusy = false;

  connectedCallback(): void {
    this.addEventListener('click', this);
    this.token = /^#mainstay-cancel=([\w-]{1,200})$/.exec(location.hash)?.[1] ?? null;
    if (this.token !== null) history.replaceState(history.state, '', location.pathname + location.search);
    this.draw(this.token === null ? 'no-token' : 'requested');
  }

  disconnectedCallback(): void {
    this.removeEventListener('click', this);
  }

  handleEvent({ target }: Event): void {
    const how = target instanceof HTMLButtonElement ? target.name : '';
    if ((how === 'once' || how === 'forever') && !this.isBusy && this.token !== null) void this.cancel(this.token, how);
  }

  private async cancel(token: string, how: 'once' | 'forever'): Promise<void> {
    this.isBusy = true;
    const cancelled = await client.cancelReminder({ token, forever: how === 'forever' });
    this.isBusy = false;
    if (cancelled.ok) {
      this.draw(how);
      this.querySelector('h2')?.focus();
      return;
    }
    const status = this.querySelector('.mainstay-status');
    if (status !== null) status.textContent = sentenceFor(cancelled.failure, '', speechAt(this, strings));
  }

  private draw(state: CancelState): void {
    this.replaceChildren(toNode(cancelView(state, speechAt(this, strings))));
  }
}
