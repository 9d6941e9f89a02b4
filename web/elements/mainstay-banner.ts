// <mainstay-banner>: a frame for the newsroom's own text. It stands in the page itself, so it is there before any
// script and without one; waking up only adds the button that closes a `closable` one, in room that was kept for it. An
// empty one asks with our strings, where there is something for its button to lead to.
import { day } from '../../shared/core/time.ts';
import bannerStrings from '../strings/en/banner.json' with { type: 'json' };
import { request } from './banner-view.ts';
import { browserMemory } from './browser-memory.ts';
import { boxId } from './note-kinds.ts';
import { look, restUntil, speechAt } from './page.ts';
import { warnPage } from './page-warning.ts';
import { restForSupporter } from './rest-for-supporter.ts';
import { toNode, tree } from './tree.ts';

/** How long a closed banner rests, unless `rest-days` says otherwise. */
const restDays = 7;
const longestRestDays = 90;
/** While a page loads a framework may hydrate it, and what it did not draw would be a mistake to it. */
const afterLoadMs = 100;

export class MainstayBanner extends HTMLElement {
  connectedCallback(): void {
    // On the element itself: a framework that draws the page again makes new buttons, which know nothing of old ones.
    for (const type of ['click', 'keydown']) this.addEventListener(type, this);
    if (this.childElementCount === 0 && !this.#drawRequest()) return;
    // A framework may have come to another page: that is a view of its own.
    look();
    if (document.readyState === 'complete') this.#drawCross();
    else window.addEventListener('load', () => setTimeout(() => this.#drawCross(), afterLoadMs), { once: true });
  }

  #drawCross(): void {
    if (!this.hasAttribute('closable') || this.querySelector('.mainstay-close') !== null) return;
    const label = speechAt(this, bannerStrings).strings.close;
    this.append(toNode(tree('button', { class: 'mainstay-close', type: 'button', 'aria-label': label }, '×')));
  }

  handleEvent(event: Event): void {
    const isOn = (part: string): boolean => event.target instanceof Element && event.target.closest(part) !== null;
    if (event.type === 'click' && isOn('.mainstay-already')) restForSupporter(this);
    if (!this.hasAttribute('closable')) return;
    const isCross = isOn('.mainstay-close');
    if (event instanceof KeyboardEvent ? event.key === 'Escape' : isCross) this.close();
  }

  /** Every closable banner rests, on every page: a reader who said no was not asking to be asked elsewhere. */
  close(): void {
    const requested = Number(this.getAttribute('rest-days') ?? restDays);
    const days = requested > 0 ? Math.min(requested, longestRestDays) : restDays;
    restUntil('closed', browserMemory.now() + days * day);
    this.dispatchEvent(new CustomEvent('mainstay:closed', { bubbles: true }));
  }

  #drawRequest(): boolean {
    const href = this.getAttribute('href');
    this.hidden = href === null && document.querySelector('mainstay-contribute') === null;
    if (this.hidden) {
      warnPage('<mainstay-banner> has no href, and this page no <mainstay-contribute>. Nothing is drawn.');
      return false;
    }
    this.dataset['drawn'] = '';
    this.append(toNode(request(speechAt(this, bannerStrings), href ?? `#${boxId}`)));
    return true;
  }
}
