// <mainstay-cancel>: the page that the links in e-mails about reminders open: to confirm one, or to end them. Opening it
// changes nothing, because mail scanners open links; a button does. What proves the mailbox is taken out of the address at
// once, so that it is neither copied nor kept in a history.

import cancelStrings from '../strings/en/cancel.json' with { type: 'json' };
import problemStrings from '../strings/en/problems.json' with { type: 'json' };
import { client } from './account-client.ts';
import { type CancelState, cancelView } from './cancel-view.ts';
import { sentenceFor } from './contribution-of-form.ts';
import { speechAt } from './page.ts';
import { toNode } from './tree.ts';

const strings = { ...cancelStrings, ...problemStrings };
const presses = ['confirm', 'once', 'forever'] as const;
type Press = (typeof presses)[number];

export class MainstayCancel extends HTMLElement {
  private token: string | null = null;
  private isBusy = false;

  connectedCallback(): void {
    this.addEventListener('click', this);
    const [, word, token = null] = /^#(?:mainstay-)?(cancel|confirm)=([\w.~-]{1,2000})$/.exec(location.hash) ?? [];
    this.token = token;
    if (token !== null) history.replaceState(history.state, '', location.pathname + location.search);
    this.draw(token === null ? 'no-token' : word === 'confirm' ? 'question' : 'requested');
  }

  disconnectedCallback(): void {
    this.removeEventListener('click', this);
  }

  handleEvent({ target }: Event): void {
    const press = target instanceof HTMLButtonElement ? presses.find((each) => each === target.name) : undefined;
    if (press !== undefined && !this.isBusy && this.token !== null) void this.act(this.token, press);
  }

  private async act(token: string, press: Press): Promise<void> {
    this.isBusy = true;
    const done =
      press === 'confirm'
        ? await client.confirmReminder({ token })
        : await client.cancelReminder({ token, forever: press === 'forever' });
    this.isBusy = false;
    if (done.ok) {
      this.draw(press === 'confirm' ? 'confirmed' : press);
      this.querySelector('h2')?.focus();
      return;
    }
    const status = this.querySelector('.mainstay-status');
    if (status !== null) status.textContent = sentenceFor(done.failure, '', speechAt(this, strings));
  }

  private draw(state: CancelState): void {
    this.replaceChildren(toNode(cancelView(state, speechAt(this, strings))));
  }
}
