// One supporter that this browser proves by a fresh link: what it gives, when it is asked again, and what can be done about it.
import type { SupporterOut } from '../../shared/api/schemas/supporter.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import type { AccountSpeech } from './account-speech.ts';
import { action, formAction } from './action-view.ts';
import { showAmount } from './amounts.ts';
import { pauseForm, restActions, restOf, yearForm } from './keep-view.ts';
import { field } from './link-view.ts';
import { showDay } from './show-day.ts';
import { fill } from './strings.ts';
import { type Branch, type Tree, tree } from './tree.ts';

type Supporter = SupporterOut['supporters'][number];
type Membership = Supporter['memberships'][number];

/** The API says amounts only then; what else is allowed it decides by itself. */
export const isProven = ({ proof }: Pick<Supporter, 'proof'>): boolean => proof === 'fresh-link' || proof === 'both';

export function supporterView(held: Supporter, speech: AccountSpeech, portalAddress: string): Branch {
  const { strings } = speech;
  const { supporter, memberships, payments, proof } = held;
  const portal = toPortal(portalAddress, speech);
  const contributions = payments.filter((each) => each.purpose === 'gift' && each.date !== null);
  return tree(
    'section',
    { class: 'mainstay-held' },
    ...memberships.flatMap((each) => membershipView(each, { supporter, portal, speech })),
    ...contributions.map((each) =>
      tree(
        'p',
        {},
        fill(strings.gave, { amount: amountOf(each, speech), date: showDay(each.date ?? '', speech.locale) }),
      ),
    ),
    ...(proof === 'both' ? [] : [tree('p', {}, strings.borrowed)]),
    portal('manage', { supporter }),
    action('erase', strings.erase, strings.eraseHint, supporter),
  );
}

type Portal = (name: 'manage' | 'card' | 'cancel', fields: Readonly<Record<string, string>>) => Branch;
/**
 * Buttons that lead to a page of the payment service. Each is the button of a form that the browser itself posts: the page's
 * address opens a name, and so no script is answered with it.
 */
const toPortal =
  (address: string, { strings, locale }: AccountSpeech): Portal =>
  (name, fields) =>
    formAction(address, { ...fields, locale }, { name, label: strings[name], hint: strings[`${name}Hint`] });

interface Shown {
  readonly supporter: string;
  readonly portal: Portal;
  readonly speech: AccountSpeech;
}
function membershipView(membership: Membership, { supporter, portal, speech }: Shown): Tree[] {
  const { strings, locale } = speech;
  const { frequency, renewsAt, endsAt, status } = membership;
  const amount = amountOf(membership, speech);
  const goesOn = renewsAt !== null && ['active', 'trialing', 'past_due'].includes(status);
  const rests = endsAt === null && ['paused', 'unpaid'].includes(status);
  const lines = [
    fill(frequency === 'annual' ? strings.aYear : strings.aMonth, { amount }),
    ...(goesOn
      ? [fill(status === 'past_due' ? strings.overdue : strings.next, { date: showDay(renewsAt, locale) })]
      : []),
    ...(rests ? [restOf(membership, speech)] : []),
    ...(endsAt === null ? [] : [fill(strings.ends, { date: showDay(endsAt, locale) })]),
  ];
  const heading = tree(
    'p',
    { class: 'mainstay-membership' },
    tree('strong', {}, lines[0] ?? ''),
    ` ${lines.slice(1).join(' ')}`,
  );
  const card = portal('card', { supporter, flow: 'payment_method_update' });
  if (rests) return [heading, ...(status === 'unpaid' ? [card] : []), ...restActions(membership, speech)];
  if (!goesOn) return [heading];
  // What keeps somebody comes before the end.
  return [
    heading,
    ...(status === 'past_due' ? [card] : []),
    changeForm(membership, speech),
    ...(endsAt === null && frequency === 'monthly' ? [yearForm(membership, speech)] : []),
    ...(endsAt === null && frequency === 'monthly' && status === 'active' ? [pauseForm(membership, speech)] : []),
    ...(status === 'past_due' ? [] : [card]),
    ...(endsAt === null ? [portal('cancel', { membership: membership.membership, flow: 'subscription_cancel' })] : []),
  ];
}

const changeForm = ({ membership, currency, frequency }: Membership, { strings }: AccountSpeech): Branch =>
  tree(
    'form',
    { class: 'mainstay-ask', name: 'change', 'data-value': membership },
    tree('input', { type: 'hidden', name: 'currency', value: currency }),
    tree('input', { type: 'hidden', name: 'frequency', value: frequency }),
    field(fill(strings.newAmount, { currency: currency.toUpperCase() }), {
      name: 'amount',
      inputmode: 'decimal',
      autocomplete: 'off',
      maxlength: 12,
    }),
    tree('button', { class: 'mainstay-secondary', type: 'submit' }, strings.change),
  );

function amountOf(
  { amountMinor, currency }: Pick<Membership, 'amountMinor' | 'currency'>,
  { locale }: AccountSpeech,
): string {
  const known = parseCurrency(currency);
  return known === null ? '' : showAmount(amountMinor, known, locale);
}
