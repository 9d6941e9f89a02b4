// The form behind "Remind me later": printed into a static page it asks for an address alone, and names months by how far they
// are, because the page does not know the date. In the browser they have their names, one tap chooses one, and this browser
// can do the reminding itself.
import type { Instant, Month } from '../../shared/core/time.ts';
import type remindStrings from '../strings/en/remind.json';
import type { ProblemString } from './contribution-of-form.ts';
import { monthAhead } from './months.ts';
import { fill, type Speech } from './strings.ts';
import { type Branch, tree } from './tree.ts';

export type RemindSpeech = Speech<keyof typeof remindStrings | ProblemString>;
export interface RemindOptions {
  /** Where the form posts to, like "/v1/reminders". */
  readonly action: string;
  readonly returnUrl: string;
  /** Null where a page is printed that will be read on another day. */
  readonly now: Instant | null;
}
/** Chosen instead of a month, for this browser's own reminder. */
export const morePages = 'pages';

interface Choice {
  readonly value: string;
  readonly label: string;
}

export function remindForm(speech: RemindSpeech, { action, returnUrl, now }: RemindOptions): Branch {
  const { strings, locale } = speech;
  return tree(
    'form',
    { method: 'post', action },
    tree('input', { type: 'hidden', name: 'returnUrl', value: returnUrl }),
    tree('input', { type: 'hidden', name: 'locale', value: locale }),
    monthChoice(speech, now),
    ...(now === null ? [] : hereChoice(speech)),
    tree(
      'label',
      { class: 'mainstay-address' },
      tree('span', { class: 'mainstay-label' }, strings.email),
      tree('input', { name: 'email', type: 'email', required: true, autocomplete: 'email', maxlength: '254' }),
    ),
    tree('p', { class: 'mainstay-hint' }, strings.oneMessage),
    tree('p', { class: 'mainstay-status', id: 'mainstay-status-remind', 'aria-live': 'assertive' }),
    tree('button', { class: 'mainstay-secondary', type: 'submit' }, strings.remindButton),
  );
}

/** Not the form's own button: whoever presses Enter in the address asks for an e-mail. */
const hereChoice = ({ strings }: RemindSpeech): Branch[] => [
  tree('button', { class: 'mainstay-secondary', type: 'button', name: 'here' }, strings.here),
  tree('p', { class: 'mainstay-hint' }, strings.hereHint),
];

function monthChoice(speech: RemindSpeech, now: Instant | null): Branch {
  const { strings } = speech;
  const near = now === null ? untold(speech) : [1, 3].map((ahead) => named(speech, now, ahead));
  const far = now === null ? [] : [radio(morePages, strings.tenPages, false), otherMonth(speech, now)];
  const choices = near.map(({ value, label }, at) => radio(value, label, at === 0));
  return tree('fieldset', { class: 'mainstay-months' }, tree('legend', {}, strings.when), ...choices, ...far);
}

const untold = ({ strings }: RemindSpeech): Choice[] => [
  { value: '+1', label: strings.ahead1 },
  { value: '+3', label: strings.ahead3 },
  { value: '+6', label: strings.ahead6 },
];
const named = (speech: RemindSpeech, now: Instant, ahead: number): Choice => {
  const value = monthAhead(now, ahead);
  return { value, label: nameOfMonth(value, speech.locale) };
};

const radio = (value: string, label: string, checked: boolean): Branch =>
  tree(
    'label',
    {},
    tree('input', { type: 'radio', name: 'month', value, checked, autocomplete: 'off' }),
    tree('span', {}, label),
  );

/** Chosen in one go: picking a month is choosing "another month". */
function otherMonth({ strings, locale }: RemindSpeech, now: Instant): Branch {
  const format = new Intl.DateTimeFormat([locale, 'en'], { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const months = Array.from({ length: 12 }, (_, index) => monthAhead(now, index + 1));
  const options = months.map((value) => tree('option', { value }, format.format(middleOf(value))));
  const first = tree('option', { value: '' }, strings.otherMonth);
  return tree(
    'select',
    { name: 'otherMonth', 'aria-label': strings.chooseMonth, autocomplete: 'off' },
    first,
    ...options,
  );
}

/** What takes the form's place when an e-mail is on its way. */
export const remindedView = (month: Month, { strings, locale }: RemindSpeech): Branch =>
  done(strings.doneTitle, fill(strings.done, { month: nameOfMonth(month, locale) }));

/** And when this browser will ask again: in a month, or after some pages. */
export const savedHereView = (when: string, { strings, locale }: RemindSpeech): Branch =>
  done(
    strings.hereDoneTitle,
    fill(strings.hereDone, { when: when === morePages ? strings.tenPages : nameOfMonth(when, locale) }),
  );

const done = (title: string, sentence: string): Branch =>
  tree(
    'div',
    { class: 'mainstay-remind', role: 'status', tabindex: '-1' },
    tree('p', { class: 'mainstay-note-title' }, title),
    tree('p', {}, sentence),
  );

/** "December", as every language names it, with a capital: it begins a line. */
export function nameOfMonth(month: Month, locale: string): string {
  const name = new Intl.DateTimeFormat([locale, 'en'], { month: 'long', timeZone: 'UTC' }).format(middleOf(month));
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}

/** In UTC: at a month's edge somebody may be offered the month that has just begun, and the API refuses it. */
const middleOf = (month: Month): Instant => Date.parse(`${month}-15T12:00:00Z`);
