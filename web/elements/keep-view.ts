// What a supporter may do with a membership instead of ending it, and with one for which nothing is charged now: a pause, another
// rhythm, an early end of the pause, a new beginning, the end.
import type { SupporterOut } from '../../shared/api/schemas/supporter.ts';
import { parseCurrency, plainAmount } from '../../shared/core/money.ts';
import { pauseMonths } from '../../shared/core/pause.ts';
import type { AccountSpeech } from './account-speech.ts';
import { action } from './action-view.ts';
import { field } from './link-view.ts';
import { showDay } from './show-day.ts';
import { fill } from './strings.ts';
import { type Branch, tree } from './tree.ts';

type Membership = SupporterOut['supporters'][number]['memberships'][number];

export function restOf({ status, renewsAt }: Membership, { strings, locale }: AccountSpeech): string {
  if (status === 'unpaid') return strings.unpaidNow;
  return renewsAt === null ? strings.pausedNow : fill(strings.pausedUntil, { date: showDay(renewsAt, locale) });
}

export const restActions = (
  { membership, amountMinor, renewsAt, status }: Membership,
  { strings }: AccountSpeech,
): Branch[] => [
  ...(renewsAt === null || status === 'unpaid'
    ? []
    : [action('resume', strings.resume, strings.resumeHint, membership)]),
  action('again', strings.again, strings.againHint, `${membership} ${amountMinor}`),
  action('end', strings.end, strings.endHint, membership),
];

export function pauseForm({ membership }: Membership, { strings, locale }: AccountSpeech): Branch {
  const months = new Intl.NumberFormat([locale, 'en'], { style: 'unit', unit: 'month', unitDisplay: 'long' });
  const choices = pauseMonths
    .filter((each) => each > 0)
    .map((each) => tree('option', { value: String(each) }, months.format(each)));
  return tree(
    'form',
    { class: 'mainstay-ask', name: 'pause', 'data-value': membership },
    tree('p', {}, strings.pauseHint),
    tree('label', {}, strings.pauseFor, tree('select', { class: 'mainstay-field', name: 'months' }, ...choices)),
    tree('button', { class: 'mainstay-secondary', type: 'submit' }, strings.pause),
  );
}

/** A year's worth stands there to begin with. */
export function yearForm({ membership, currency, amountMinor }: Membership, { strings }: AccountSpeech): Branch {
  const known = parseCurrency(currency);
  const [value = ''] = known === null ? [] : plainAmount({ amountMinor: 12 * amountMinor, currency: known }).split(' ');
  return tree(
    'form',
    { class: 'mainstay-ask', name: 'yearly', 'data-value': membership },
    tree('input', { type: 'hidden', name: 'currency', value: currency }),
    field(fill(strings.yearAmount, { currency: currency.toUpperCase() }), {
      name: 'amount',
      inputmode: 'decimal',
      autocomplete: 'off',
      maxlength: 12,
      value: value.replace(/\.0+$/, ''),
    }),
    tree('button', { class: 'mainstay-secondary', type: 'submit' }, strings.yearly),
  );
}
