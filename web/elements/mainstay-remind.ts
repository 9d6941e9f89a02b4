// <mainstay-remind>: the plain form of a reminder woken up: months with their names, a mistake said at once, and
// afterwards no banner in this browser until that month. Without an address this browser itself asks again, once. It reads the
// choices of the contribution box around it, which leaves its events alone.
import { day } from '../../shared/core/time.ts';
import problemStrings from '../strings/en/problems.json' with { type: 'json' };
import remindStrings from '../strings/en/remind.json' with { type: 'json' };
import { browserMemory } from './browser-memory.ts';
import type { ReminderIn } from './client.ts';
import { contributionOfForm, sentenceFor } from './contribution-of-form.ts';
import { startOf } from './months.ts';
import { lineOf, pagesAhead } from './own-reminder.ts';
import { remindersAddress, speechAt } from './page.ts';
import { client } from './page-client.ts';
import { morePages, remindedView, remindForm, savedHereView } from './remind-view.ts';
import { type Branch, toNode } from './tree.ts';

const strings = { ...remindStrings, ...problemStrings };
const heardHere = ['submit', 'change', 'click'] as const;
/** Until so many pages are read; whoever reads none is asked after it. */
const longestRest = 365 * day;

export class MainstayRemind extends HTMLElement {
  #isBusy = false;

  connectedCallback(): void {
    for (const type of heardHere) this.addEventListener(type, this);
    this.#draw();
  }

  disconnectedCallback(): void {
    for (const type of heardHere) this.removeEventListener(type, this);
  }

  handleEvent(event: Event): void {
    if (event.type === 'click' && event.target instanceof HTMLButtonElement && event.target.name === 'here')
      this.#keepHere(event.target.form);
    if (event.type === 'change' && event.target instanceof HTMLSelectElement) this.#chose(event.target);
    if (event.type === 'change' && event.target instanceof HTMLInputElement && event.target.name === 'month')
      this.#untake();
    if (event.type !== 'submit') return;
    event.preventDefault();
    if (event.target instanceof HTMLFormElement && !this.#isBusy) void this.#ask(event.target);
  }

  #draw(): void {
    // Requested already, and moved into a box in another currency.
    if (this.querySelector('div.mainstay-remind') !== null) return;
    const [email, far] = [this.#fieldOf('[name=email]'), this.#fieldOf('select')];
    const near = this.#months().findIndex((each) => each.checked);
    const returnUrl = this.getAttribute('return-url') ?? location.pathname;
    const options = { action: remindersAddress, returnUrl, now: browserMemory.now() };
    const form = toNode(remindForm(speechAt(this, strings), options));
    this.querySelector('details')?.lastElementChild?.replaceWith(form);
    // Our own sentence is said for a flaw: the browser's knows no addresses outside ASCII.
    this.querySelector('form')?.setAttribute('novalidate', '');
    this.#keep(email, far, near);
  }

  /** What was typed and chosen before it was drawn anew: the same place in the list is the same distance. */
  #keep(email: string, far: string, near: number): void {
    const field = this.querySelector<HTMLInputElement>('[name=email]');
    const select = this.querySelector('select');
    if (field !== null) field.value = email;
    if (select === null) return;
    // Half a year is a choice of its own in a printed form only.
    select.selectedIndex =
      near === 2
        ? 6
        : Math.max(
            0,
            [...select.options].findIndex(({ value }) => value === far),
          );
    for (const [at, each] of this.#months().entries()) each.checked = select.value === '' && at === Math.max(near, 0);
  }

  #fieldOf(selector: string): string {
    return this.querySelector<HTMLInputElement | HTMLSelectElement>(selector)?.value ?? '';
  }

  #months(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('[name=month]')];
  }

  async #ask(form: HTMLFormElement): Promise<void> {
    const speech = speechAt(this, strings);
    if (monthIn(form) === morePages) return this.#complain(form, speech.strings['month-not-offered']);
    const input = inputIn(form);
    if (input === null) return this.#complain(form, speech.strings.emailFlaw);
    this.#isBusy = true;
    form.setAttribute('aria-busy', 'true');
    this.#say(form, speech.strings.asking);
    const requested = await client.requestReminder({ ...input, ...this.#proposal() });
    this.#isBusy = false;
    form.removeAttribute('aria-busy');
    if (!requested.ok) {
      const { failure } = requested;
      // Nothing but the address is typed, so what is refused is one that no mail service delivers to.
      const isUndeliverable = failure.code === 'invalid-request';
      return this.#complain(form, isUndeliverable ? speech.strings.emailFlaw : sentenceFor(failure, '', speech));
    }
    // The e-mail comes on the month's first day; whoever reads on that day is not asked before it.
    browserMemory.remember('re.reminded', String(startOf(input.month) + day));
    this.#end(remindedView(input.month, speech));
  }

  /** From the next page on nothing asks; on this one the answer must be seen. */
  #keepHere(form: HTMLFormElement | null): void {
    const when = form === null ? '' : monthIn(form);
    const first = /^\d{4}-/.test(when) ? startOf(when) : browserMemory.now() + longestRest;
    browserMemory.remember('re.later', String(first));
    browserMemory.remember('re.then', `${when === morePages ? pagesAhead : 0}.${lineOf(this.#proposal())}`);
    this.#end(savedHereView(when, speechAt(this, strings)));
  }

  #end(view: Branch): void {
    const done = toNode(view);
    this.replaceChildren(done);
    if (done instanceof HTMLElement) done.focus();
    // The box's own script lets the page rest.
    this.dispatchEvent(new CustomEvent('mainstay:reminded', { bubbles: true }));
  }

  /** What stands chosen in the box around it, so that the link in the e-mail can propose the same. */
  #proposal(): Partial<ReminderIn> {
    const box = this.closest('mainstay-contribute');
    const frequency = box?.querySelector<HTMLInputElement>('.mainstay-frequencies :checked')?.value;
    const form = box?.querySelector<HTMLFormElement>(`form[data-frequency="${frequency ?? 'monthly'}"]`);
    if (form === null || form === undefined) return {};
    const limits = {
      minimumMinor: Number(form.dataset['minimum']),
      maximumMinor: Number(form.dataset['maximum']),
    };
    const contribution = contributionOfForm(new FormData(form), limits, location.href);
    if (!contribution.ok) return {};
    return {
      frequency: contribution.value.frequency,
      amountMinor: contribution.value.amountMinor,
      currency: contribution.value.currency,
    };
  }

  #chose(select: HTMLSelectElement): void {
    for (const radio of this.querySelectorAll<HTMLInputElement>('input[name=month]')) radio.checked = false;
    if (select.value !== '') return;
    const first = this.querySelector<HTMLInputElement>('input[name=month]');
    if (first !== null) first.checked = true;
  }

  #untake(): void {
    const select = this.querySelector('select');
    if (select !== null) select.value = '';
  }

  #complain(form: HTMLFormElement, sentence: string): void {
    this.#say(form, sentence);
    const email = form.querySelector<HTMLInputElement>('input[name=email]');
    email?.setAttribute('aria-invalid', 'true');
    email?.setAttribute('aria-describedby', form.querySelector('.mainstay-status')?.id ?? '');
    email?.focus();
  }

  #say(form: HTMLFormElement, sentence: string): void {
    const status = form.querySelector('.mainstay-status');
    if (status !== null) status.textContent = sentence;
  }
}

const monthIn = (form: HTMLFormElement): string => {
  const fields = new FormData(form);
  return String(fields.get('month') ?? '') || String(fields.get('otherMonth') ?? '');
};

/** Null where the address is none at first sight: the API has the rules, whose tables would weigh more than this form. */
function inputIn(form: HTMLFormElement): (ReminderIn & { readonly month: string }) | null {
  const text = (name: string): string => String(new FormData(form).get(name) ?? '');
  const email = text('email').trim();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return null;
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { email, month: monthIn(form), locale: text('locale'), timeZone };
}
