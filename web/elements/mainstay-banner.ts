// <mainstay-banner>: a frame for the newsroom's own text. It stands in the page itself, so it is there before any
// script and without one; waking up only adds the button that closes a `closable` one, in room that was kept for it. An
// empty one asks with our strings.
import { day } from '../../shared/core/time.ts';
import bannerStrings from '../strings/en/banner.json' with { type: 'json' };
import pageStrings from '../strings/en/page.json' with { type: 'json' };
import { request } from './banner-view.ts';
import { browserMemory } from './browser-memory.ts';
import { restUntil, speechAt } from './page.ts';
import { toNode, tree } from './tree.ts';

/** How long a closed banner rests, unless `rest-days` says otherwise. */
const restDays = 7;
const longestRestDays = 90;

export class MainstayBanner extends HTMLElement {
  connectedCallback(): void {
    if (this.childElementCount === 0) {
      this.dataset['drawn'] = '';
      this.append(toNode(request(speechAt(this, bannerStrings), this.getAttribute('href') ?? '#mainstay-back')));
    }
    if (!this.hasAttribute('closable') || this.querySelector('.mainstay-close') !== null) return;
    const label = speechAt(this, pageStrings).strings.close;
    const button = toNode(tree('button', { class: 'mainstay-close', type: 'button', 'aria-label': label }, '×'));
    button.addEventListener('click', () => this.close());
    this.append(button);
  }

  /** Every closable banner rests, on every page: a reader who said no was not asking to be asked elsewhere. */
  close(): void {
    const requested = Number(this.getAttribute('rest-days') ?? restDays);
    const days = requested > 0 ? Math.min(requested, longestRestDays) : restDays;
    restUntil('closed', browserMemory.now() + days * day);
    this.dispatchEvent(new CustomEvent('mainstay:closed', { bubbles: true }));
  }
}
