// <mainstay-contribute>: wakes the contribution box up. The forms in it work without this; with it a mistake is said at
// once, a double click is one checkout, the currency can be changed, and coming back finds a form that is ready again.
// It calls the API only when a reader acts, or when the page came without a box; on a quiet page it never does.
import { type Frequency, frequencies } from '../../shared/core/offer.ts';
import bannerStrings from '../strings/en/banner.json' with { type: 'json' };
import boxStrings from '../strings/en/box.json' with { type: 'json' };
import problemStrings from '../strings/en/problems.json' with { type: 'json' };
import { nameOf } from './amounts.ts';
import { optionsOf } from './box-options.ts';
import { CheckoutPress } from './checkout-press.ts';
import { chooseAmount, chooseInBox, chosenInBox, formsOf, isTouched, takeTyped } from './chosen.ts';
import { contributionBox, type DrawnOffer, missingBox } from './contribution-box.ts';
import { contributionOfForm } from './contribution-of-form.ts';
import { complain, say, unsay } from './form-status.ts';
import { decidedEvent, isNotHere, isQuiet, speechAt } from './page.ts';
import { limitsOf, namePresses } from './press-names.ts';
import { guessedOffer, printedOffers } from './printed-offers.ts';
import { proposal, propose, takeArrival } from './proposal.ts';
import { restForSupporter } from './rest-for-supporter.ts';
import { fill } from './strings.ts';
import { toNode } from './tree.ts';
import { wantedOffer } from './wanted-offer.ts';

const strings = { already: bannerStrings.already, ...boxStrings, ...problemStrings };
const heardHere = ['submit', 'change', 'input', 'click'] as const;

export class MainstayContribute extends HTMLElement {
  readonly #pressing = new CheckoutPress(this, () => speechAt(this, strings));
  /** The currency asked for last; an answer for another that arrives late is dropped. */
  #currencyRequested: string | null = null;
  /** The form that is there, for what a reader takes along to that of another frequency. */
  #shown: HTMLFormElement | null = null;

  connectedCallback(): void {
    for (const type of heardHere) this.addEventListener(type, this);
    window.addEventListener('pageshow', this);
    document.addEventListener(decidedEvent, this);
    void this.#drawIfEmpty();
    this.#wake();
  }

  disconnectedCallback(): void {
    for (const type of heardHere) this.removeEventListener(type, this);
    window.removeEventListener('pageshow', this);
    document.removeEventListener(decidedEvent, this);
  }

  handleEvent(event: Event): void {
    const { type, target } = event;
    // Its own form: with a script of its own, or as it was printed.
    if (target instanceof Element && target.closest('mainstay-remind') !== null) return;
    if (type === 'submit') event.preventDefault();
    if (type === 'pageshow') this.#pressing.release();
    else if (type === 'change' && target instanceof Element && target.closest('.mainstay-frequencies') !== null)
      this.#show();
    else if (type === decidedEvent) void this.#drawIfEmpty();
    else if (type === 'submit' && target instanceof HTMLFormElement) void this.#pressing.press(target);
    else if (type === 'click' && target instanceof HTMLButtonElement) this.#clicked(target);
    else if (type === 'change' && target instanceof HTMLSelectElement) void this.#offerIn(target.value);
    else if (target instanceof HTMLInputElement && target.form !== null) this.#touched(target, target.form, event);
  }

  #clicked({ name, className }: HTMLButtonElement): void {
    if (name === 'try-again') void this.#drawIfEmpty();
    else if (className === 'mainstay-already') restForSupporter(this);
  }

  #touched(input: HTMLInputElement, form: HTMLFormElement, event: Event): void {
    if (this.#pressing.isBusy) return;
    if (event.type === 'click') {
      // By mouse or finger only: whoever walks the choices with the arrow keys must not be thrown into the field.
      const isOther = input.name === 'amountMinor' && input.value === '';
      const isPointed = event instanceof MouseEvent && event.detail > 0;
      if (isOther && isPointed) form.querySelector<HTMLInputElement>('input[name=amount]')?.focus();
      return;
    }
    unsay(form);
    this.#follow();
    this.#keep();
  }

  /** The buttons say what stands chosen. */
  #follow(): void {
    namePresses(this, speechAt(this, strings));
    this.#shown = this.#form();
  }

  /** For a reload, another page, and the way back from a payment page: in this tab alone. */
  #keep(): void {
    delete this.dataset['back'];
    const form = this.#form();
    if (form === null) return;
    const given = contributionOfForm(new FormData(form), limitsOf(form), location.href);
    const currency = String(new FormData(form).get('currency'));
    propose({ frequency: this.#frequency(), amountMinor: given.ok ? given.value.amountMinor : null, currency });
  }

  /** Another frequency: an amount that was typed goes along. */
  #show(): void {
    const form = this.#form();
    if (this.#shown !== null && form !== null && takeTyped(this.#shown, form)) this.#checkTyped(form);
    this.#follow();
    this.#keep();
  }

  #checkTyped(form: HTMLFormElement): void {
    const fields = new FormData(form);
    const given = contributionOfForm(fields, limitsOf(form), location.href);
    if (!given.ok && fields.get('amount') !== '') complain(form, this.#pressing.sentence(given.failure, form), false);
  }

  async #offerIn(currency: string): Promise<void> {
    this.#currencyRequested = currency;
    const offer = await wantedOffer(this.getAttribute('offers'), currency, true);
    if (this.#currencyRequested !== currency) return;
    if (offer !== null) {
      this.#draw(offer);
      this.#keep();
      return this.querySelector('select')?.focus();
    }
    const form = this.#form();
    const speech = speechAt(this, strings);
    if (form === null) return;
    say(form, fill(speech.strings['currency-failed'], { currency: nameOf(currency, speech.locale) }));
    // What is shown stays what will be asked for.
    const select = this.querySelector('select');
    if (select !== null) select.value = String(new FormData(form).get('currency'));
  }

  async #drawIfEmpty(): Promise<void> {
    const isUnwanted = (isQuiet() || isNotHere()) && !this.hasAttribute('always');
    if (this.querySelector('form') !== null || isUnwanted) return;
    const offer = await wantedOffer(this.getAttribute('offers'), this.#wanted(), false);
    // Meanwhile the reader may have pressed again, or the box have come.
    if (this.querySelector('form') !== null) return;
    if (offer === null) this.replaceChildren(toNode(missingBox(speechAt(this, strings))));
    else this.#draw(offer);
  }

  /** A printed box. Another currency than the printed one only where the page has its amounts with it. */
  #wake(): void {
    if (this.querySelector('form') === null) return;
    // As a framework brought it back it may still wait for a payment page.
    this.#pressing.release();
    if (!isTouched(this)) {
      const guessed = guessedOffer(printedOffers(this.getAttribute('offers')), this.#wanted() ?? navigator.language);
      const shown = this.querySelector('select')?.value;
      if (guessed !== null && guessed.currency !== shown) this.#draw(guessed);
      this.#choose();
    }
    this.#follow();
  }

  #wanted(): string | null {
    return proposal()?.currency ?? this.getAttribute('currency')?.trim().toLowerCase() ?? null;
  }

  /** Chosen before, in this tab or in the contribution that a reminder's e-mail proposes. */
  #choose(): void {
    const { frequency = null, amountMinor = null, currency = null } = proposal() ?? {};
    const radio = this.querySelector<HTMLInputElement>(`.mainstay-frequencies [value="${frequency}"]`);
    if (radio !== null) radio.checked = true;
    const form = this.#form();
    const isTheirs = form !== null && [null, new FormData(form).get('currency')].includes(currency);
    if (isTheirs && amountMinor !== null) chooseAmount(form, amountMinor);
    const arrival = takeArrival();
    if (arrival === null) return;
    if (arrival !== 'reminder') this.dataset['back'] = '';
    const line = this.querySelector('.mainstay-back');
    if (arrival === 'again' && line !== null) line.textContent = speechAt(this, strings).strings.again;
    if (arrival === 'again') return;
    this.scrollIntoView({ block: 'center' });
    if (arrival !== 'left') return;
    this.querySelector<HTMLElement>('.mainstay-box')?.focus({ preventScroll: true });
  }

  #draw(offer: DrawnOffer): void {
    const chosen = isTouched(this) ? chosenInBox(this) : new Map();
    const remind = this.querySelector('mainstay-remind');
    this.replaceChildren(toNode(contributionBox(offer, speechAt(this, strings), optionsOf(this, this.#frequency()))));
    if (remind !== null) this.querySelector('mainstay-remind')?.replaceWith(remind);
    if (chosen.size === 0) this.#choose();
    else chooseInBox(this, chosen);
    this.#follow();
    for (const form of chosen.size === 0 ? [] : formsOf(this)) this.#checkTyped(form);
  }

  #form(): HTMLFormElement | null {
    return this.querySelector(`form[data-frequency=${this.#frequency()}]`);
  }

  #frequency(): Frequency {
    const chosen = this.querySelector<HTMLInputElement>('.mainstay-frequencies :checked')?.value;
    return frequencies.find((each) => each === (chosen ?? this.getAttribute('frequency'))) ?? 'monthly';
  }
}
