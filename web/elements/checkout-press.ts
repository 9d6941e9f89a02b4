// One press of a box's button: what was chosen is checked, shown back where it can be read in two ways, and sent, and then
// the payment page is opened. A second press meanwhile is none.
import { reminderSource } from '../../shared/core/reminder.ts';
import { second } from '../../shared/core/time.ts';
import { browserMemory } from './browser-memory.ts';
import { formsOf } from './chosen.ts';
import type { CheckoutIn } from './client.ts';
import type { BoxSpeech } from './contribution-box.ts';
import { contributionOfForm, isUnclear, sentenceFor } from './contribution-of-form.ts';
import { complain, say } from './form-status.ts';
import { client } from './page-client.ts';
import { limitsOf, pressName } from './press-names.ts';
import { isReminded, leave, mailing, takeLeft } from './proposal.ts';
import { fill } from './strings.ts';

/** If the payment page has not come by then, the reader may press again. */
const patience = 12 * second;

export class CheckoutPress {
  readonly #box: Element;
  readonly #speech: () => BoxSpeech;
  /** The key of the press under way; an answer to a press given up is dropped. */
  #key: string | null = null;
  /** What was typed and can be read in two ways, once it was shown back. */
  #shownBack: string | null = null;

  constructor(box: Element, speech: () => BoxSpeech) {
    this.#box = box;
    this.#speech = speech;
  }

  get isBusy(): boolean {
    return this.#key !== null;
  }

  async press(form: HTMLFormElement): Promise<void> {
    if (this.isBusy) return;
    const given = contributionOfForm(new FormData(form), limitsOf(form), location.href);
    if (!given.ok) return complain(form, this.sentence(given.failure, form), true);
    if (this.#showsBack(form, given.value)) return;
    const key = browserMemory.token();
    this.#key = key;
    form.setAttribute('aria-busy', 'true');
    say(form, this.#speech().strings.opening);
    const source = isReminded() ? reminderSource : (mailing() ?? given.value.source);
    const opened = await client.createCheckout({ ...given.value, ...(source === undefined ? {} : { source }) }, key);
    if (this.#key !== key) return;
    if (!opened.ok) {
      // The API's own page asks a supporter what they mean, in their language; the form as it stands leads there.
      if (opened.failure.code === 'already-gives') return form.submit();
      this.release();
      return complain(form, this.sentence(opened.failure, form), true);
    }
    this.#box.dispatchEvent(new CustomEvent('mainstay:continued', { bubbles: true }));
    leave(given.value);
    // Checkout refuses to be framed. By name, because a script may not touch another site's window.
    if (window.top === window) location.assign(opened.value.url);
    else window.open(opened.value.url, '_top');
    setTimeout(() => this.#key === key && this.release(), patience);
  }

  /**
   * Ready for a press again: after a failure, and when the reader comes back from the payment page. By the browser's own button
   * nothing is said of it: it may have been paid.
   */
  release(): void {
    takeLeft();
    this.#key = null;
    for (const form of formsOf(this.#box)) {
      form.removeAttribute('aria-busy');
      say(form, '');
    }
  }

  sentence(problem: Parameters<typeof sentenceFor>[0], form: HTMLFormElement): string {
    return sentenceFor(problem, String(new FormData(form).get('currency')), this.#speech());
  }

  /** It is sent by a second press, when the reader has read how it was understood. */
  #showsBack(form: HTMLFormElement, given: CheckoutIn): boolean {
    const fields = new FormData(form);
    const typed = String(fields.get('amount'));
    if (!isUnclear(fields) || this.#shownBack === typed) return false;
    this.#shownBack = typed;
    const speech = this.#speech();
    say(form, fill(speech.strings.confirm, { give: pressName(given, speech) }));
    return true;
  }
}
