// <mainstay-contribute>: wakes the contribution box up. The forms in it work without this; with it a mistake is said at
// once, a double click is one checkout, the currency can be changed, and coming back finds a form that is ready again.
// It calls the API only when a reader acts, or when the page came without a box; on a quiet page it never does.
import { type Frequency, frequencies } from '../../shared/core/offer.ts';
import { second } from '../../shared/core/time.ts';
import boxStrings from '../strings/en/box.json' with { type: 'json' };
import problemStrings from '../strings/en/problems.json' with { type: 'json' };
import remindStrings from '../strings/en/remind.json' with { type: 'json' };
import { nameOf } from './amounts.ts';
import { browserMemory } from './browser-memory.ts';
import { type BoxOptions, contributionBox, type DrawnOffer, missingBox } from './contribution-box.ts';
import { contributionOfForm, sentenceFor } from './contribution-of-form.ts';
import { checkoutsAddress, decidedEvent, isNotHere, isQuiet, remindersAddress, speechAt } from './page.ts';
import { client } from './page-client.ts';
import { guessedOffer, printedOffers } from './printed-offers.ts';
import { fill, localeOf } from './strings.ts';
import { toNode } from './tree.ts';

const strings = { ...boxStrings, ...problemStrings, ...remindStrings };
/** If the payment page has not come by then, the reader may press again. */
const patience = 12 * second;
const heardHere = ['submit', 'change', 'input', 'click'] as const;

export class MainstayContribute extends HTMLElement {
  /** The key of the press under way; a second press meanwhile is none, and an answer to a press given up is dropped. */
  private pressKey: string | null = null;
  /** The currency asked for last; an answer for another that arrives late is dropped. */
  private currencyRequested: string | null = null;

  connectedCallback(): void {
    for (const type of heardHere) this.addEventListener(type, this);
    window.addEventListener('pageshow', this);
    document.addEventListener(decidedEvent, this);
    void this.drawIfEmpty();
    this.guessCurrency();
  }

  disconnectedCallback(): void {
    for (const type of heardHere) this.removeEventListener(type, this);
    window.removeEventListener('pageshow', this);
    document.removeEventListener(decidedEvent, this);
  }

  handleEvent(event: Event): void {
    const { type, target } = event;
    if (type === 'submit') event.preventDefault();
    if (type === 'pageshow') this.release();
    else if (type === decidedEvent) void this.drawIfEmpty();
    else if (type === 'submit' && target instanceof HTMLFormElement) void this.press(target);
    else if (type === 'click' && target instanceof HTMLButtonElement && target.name === 'try-again')
      void this.drawIfEmpty();
    else if (type === 'change' && target instanceof HTMLSelectElement) void this.offerIn(target.value);
    else if (target instanceof HTMLInputElement && target.form !== null) this.touched(target, target.form, event);
  }

  private async press(form: HTMLFormElement): Promise<void> {
    if (this.pressKey !== null) return;
    const fields = new FormData(form);
    const contribution = contributionOfForm(fields, limitsOf(form), location.href);
    if (!contribution.ok)
      return this.complain(
        form,
        sentenceFor(contribution.failure, String(fields.get('currency')), speechAt(this, strings)),
      );
    const key = browserMemory.token();
    this.pressKey = key;
    form.setAttribute('aria-busy', 'true');
    say(form, speechAt(this, strings).strings.opening);
    const opened = await client.createCheckout(contribution.value, key);
    if (this.pressKey !== key) return;
    if (!opened.ok) {
      this.release();
      return this.complain(form, sentenceFor(opened.failure, contribution.value.currency, speechAt(this, strings)));
    }
    this.dispatchEvent(new CustomEvent('mainstay:continued', { bubbles: true }));
    // Checkout refuses to be framed. By name, because a script may not touch another site's window.
    if (window.top === window) location.assign(opened.value.url);
    else window.open(opened.value.url, '_top');
    setTimeout(() => this.pressKey === key && this.release(), patience);
  }

  /** Ready for a press again: after a failure, and when the reader comes back from the payment page. */
  private release(): void {
    this.pressKey = null;
    for (const form of this.querySelectorAll('form')) {
      form.removeAttribute('aria-busy');
      say(form, '');
    }
  }

  private complain(form: HTMLFormElement, sentence: string): void {
    say(form, sentence);
    const typed = form.querySelector<HTMLInputElement>('input[name=amount]');
    if (typed === null || new FormData(form).get('amountMinor') !== '') return;
    typed.setAttribute('aria-invalid', 'true');
    typed.setAttribute('aria-describedby', form.querySelector('.mainstay-status')?.id ?? '');
    typed.focus();
  }

  private touched(input: HTMLInputElement, form: HTMLFormElement, event: Event): void {
    if (this.pressKey !== null) return;
    if (event.type === 'click') {
      // By mouse or finger only: whoever walks the choices with the arrow keys must not be thrown into the field.
      const isOther = input.name === 'amountMinor' && input.value === '';
      const isPointed = event instanceof MouseEvent && event.detail > 0;
      if (isOther && isPointed) form.querySelector<HTMLInputElement>('input[name=amount]')?.focus();
      return;
    }
    say(form, '');
    for (const name of ['aria-invalid', 'aria-describedby']) form.querySelector(`[${name}]`)?.removeAttribute(name);
  }

  private async offerIn(currency: string): Promise<void> {
    this.currencyRequested = currency;
    const drawn = await this.drawOffer({ currency });
    if (this.currencyRequested !== currency) return;
    const select = this.querySelector('select');
    if (drawn) return select?.focus();
    const form = this.querySelector<HTMLFormElement>(`form[data-frequency=${this.frequency()}]`);
    const speech = speechAt(this, strings);
    if (form === null) return;
    say(form, fill(speech.strings['currency-failed'], { currency: nameOf(currency, speech.locale) }));
    // What is shown stays what will be asked for.
    if (select !== null) select.value = String(new FormData(form).get('currency'));
  }

  private async drawIfEmpty(): Promise<void> {
    const isUnwanted = (isQuiet() || isNotHere()) && !this.hasAttribute('always');
    if (this.querySelector('form') !== null || isUnwanted) return;
    await this.drawOffer({});
  }

  /** Another currency than the printed one, where the page has its amounts with it; it is never asked for at a guess. */
  private guessCurrency(): void {
    const printed = this.querySelector('form') === null ? [] : printedOffers(this.getAttribute('offers'));
    const guessed = guessedOffer(printed, this.getAttribute('currency')?.trim().toLowerCase() ?? navigator.language);
    const shown = this.querySelector('select')?.value;
    if (guessed !== null && guessed.currency !== shown) this.draw(guessed);
  }

  private async drawOffer(requested: { readonly currency?: string }): Promise<boolean> {
    const wanted = requested.currency ?? this.getAttribute('currency')?.trim().toLowerCase() ?? null;
    const offers = printedOffers(this.getAttribute('offers'));
    const printed = offers.find((each) => each.currency === wanted);
    if (printed !== undefined) return this.draw(printed);
    // A currency that the page names and does not offer: then the reader's own.
    const other = requested.currency === undefined ? guessedOffer(offers, navigator.language) : null;
    if (other !== null) return this.draw(other);
    const byLocale = { locale: localeOf(navigator.language) };
    let offer = await client.readOffer(wanted === null ? byLocale : { currency: wanted });
    // A currency that a page names and nobody offers: then the reader's own.
    if (!offer.ok && offer.failure.status >= 400 && offer.failure.status < 429 && requested.currency === undefined)
      offer = await client.readOffer(byLocale);
    if (!offer.ok || (requested.currency ?? null) !== this.currencyRequested) {
      if (!offer.ok && this.querySelector('form') === null) this.drawMissing();
      return false;
    }
    return this.draw(offer.value);
  }

  private drawMissing(): void {
    this.replaceChildren(toNode(missingBox(speechAt(this, strings))));
  }

  private draw(offer: DrawnOffer): true {
    this.replaceChildren(toNode(contributionBox(offer, speechAt(this, strings), this.options())));
    return true;
  }

  private options(): BoxOptions {
    const given = (name: string): string | undefined => this.getAttribute(name) ?? undefined;
    return {
      action: checkoutsAddress,
      returnUrl: given('return-url') ?? location.pathname,
      campaign: given('campaign'),
      source: given('source'),
      frequency: this.frequency(),
      reminders: this.hasAttribute('reminders') ? remindersAddress : undefined,
      methods: given('methods')
        ?.split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    };
  }

  private frequency(): Frequency {
    const chosen = this.querySelector<HTMLInputElement>('.mainstay-frequencies :checked')?.value;
    return frequencies.find((each) => each === (chosen ?? this.getAttribute('frequency'))) ?? 'monthly';
  }
}

const limitsOf = ({ dataset }: HTMLFormElement) => ({
  minimumMinor: Number(dataset['minimum']),
  maximumMinor: Number(dataset['maximum']),
});

function say(form: HTMLFormElement, sentence: string): void {
  const status = form.querySelector('.mainstay-status');
  if (status !== null && status.textContent !== sentence) status.textContent = sentence;
}
