// <mainstay-banner>: a frame for the newsroom's own words. They stand in the page itself, so they are there before any
// script and without one; waking up only adds the button that closes a `closable` one, in room that was kept for it.

import { day } from '../shared/core/time.ts';
import { browserMemory } from './browser-memory.ts';
import { decideNow, show, speechAt } from './page.ts';
import { toNode, tree } from './tree.ts';

/** How long a closed banner rests, unless `rest-days` says otherwise. */
const restDays = 7;
const longestRestDays = 90;

export class MainstayBanner extends HTMLElement {
  connectedCallback(): void {
    if (!this.hasAttribute('closable') || this.querySelector('.mainstay-close') !== null) return;
    const label = speechAt(this).words.close;
    const button = toNode(tree('button', { class: 'mainstay-close', type: 'button', 'aria-label': label }, '×'));
    button.addEventListener('click', () => this.close());
    this.append(button);
  }

  /** Every closable banner rests, on every page: a reader who said no was not asking to be asked elsewhere. */
  close(): void {
    const asked = Number(this.getAttribute('rest-days') ?? restDays);
    const days = asked > 0 ? Math.min(asked, longestRestDays) : restDays;
    browserMemory.remember('mainstay.rest', String(browserMemory.now() + days * day));
    const decision = decideNow();
    // Where nothing can be remembered it is closed for this page view at least.
    show(decision.show ? { ...decision, show: false, reason: 'dismissed' } : decision);
    this.dispatchEvent(new CustomEvent('mainstay:closed', { bubbles: true }));
  }
}
