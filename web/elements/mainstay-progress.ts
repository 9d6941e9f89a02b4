// <mainstay-progress campaign="…">: the campaign's goal and what was raised towards it this month, as the API tells it:
// in tenths of the goal, as of this morning, so that no single contribution can be read from it. It calls the API only when it comes near the
// window, never on a quiet page (save `always`), and without an answer it stays what the page printed.

import progressStrings from '../strings/en/progress.json' with { type: 'json' };
import { decidedEvent, isNotHere, isQuiet, speechAt } from './page.ts';
import { client } from './page-client.ts';
import { progressView } from './progress-view.ts';
import { toNode } from './tree.ts';

/** Asked for a little before it is seen. */
const nearby = '300px';

export class MainstayProgress extends HTMLElement {
  #observer: IntersectionObserver | null = null;

  connectedCallback(): void {
    document.addEventListener(decidedEvent, this);
    this.#watch();
  }

  disconnectedCallback(): void {
    document.removeEventListener(decidedEvent, this);
    this.#observer?.disconnect();
  }

  /** Decided anew: the page may have become quiet, or stopped being so. */
  handleEvent(): void {
    this.#watch();
  }

  #watch(): void {
    this.#observer?.disconnect();
    if ((isQuiet() || isNotHere()) && !this.hasAttribute('always')) return;
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((each) => each.isIntersecting)) return;
        this.#observer?.disconnect();
        void this.#read();
      },
      { rootMargin: nearby },
    );
    this.#observer.observe(this);
  }

  async #read(): Promise<void> {
    const campaign = await client.readCampaign(this.getAttribute('campaign') ?? '');
    if (campaign.ok) this.replaceChildren(toNode(progressView(campaign.value, speechAt(this, progressStrings))));
  }
}
