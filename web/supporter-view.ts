// One supporter of this browser: what it gives, when it is asked again, and what can be done about it. What was only
// borrowed can be ended on the payment service's page, but not changed or erased from here.
import type { SupporterOut } from '../shared/api/schemas.ts';
import { parseCurrency } from '../shared/core/money.ts';
import { showDay } from './account-day.ts';
import { type AccountSpeech, deed } from './account-view.ts';
import { showAmount } from './amounts.ts';
import { field } from './link-view.ts';
import { type Branch, type Tree, tree } from './tree.ts';
import { fill } from './words.ts';

type Supporter = SupporterOut['supporters'][number];
type Membership = Supporter['memberships'][number];

export function supporterView(held: Supporter, speech: AccountSpeech): Branch {
  const { words } = speech;
  const { supporter, memberships, payments, isBorrowed } = held;
  const gifts = payments.filter((each) => each.purpose === 'gift' && each.date !== null);
  return tree(
    'section',
    { class: 'mainstay-held' },
    ...memberships.flatMap((each) => membershipView(each, isBorrowed, speech)),
    ...gifts.map((each) =>
      tree(
        'p',
        {},
        fill(words.gave, { amount: amountOf(each, speech), date: showDay(each.date ?? '', speech.locale) }),
      ),
    ),
    ...(isBorrowed ? [tree('p', {}, words.borrowed)] : []),
    deed('manage', words.manage, words.manageHint, supporter),
    ...(isBorrowed ? [] : [deed('erase', words.erase, words.eraseHint, supporter)]),
  );
}

function membershipView(membership: Membership, isBorrowed: boolean, speech: AccountSpeech): Tree[] {
  const { words, locale } = speech;
  const { frequency, renewsAt, endsAt, status } = membership;
  const amount = amountOf(membership, speech);
  const goesOn = renewsAt !== null && ['active', 'trialing', 'past_due'].includes(status);
  const lines = [
    fill(frequency === 'annual' ? words.aYear : words.aMonth, { amount }),
    ...(goesOn ? [fill(status === 'past_due' ? words.overdue : words.next, { date: showDay(renewsAt, locale) })] : []),
    ...(endsAt === null ? [] : [fill(words.ends, { date: showDay(endsAt, locale) })]),
  ];
  const heading = tree(
    'p',
    { class: 'mainstay-membership' },
    tree('strong', {}, lines[0] ?? ''),
    ` ${lines.slice(1).join(' ')}`,
  );
  return goesOn && !isBorrowed ? [heading, changeForm(membership, speech)] : [heading];
}

const changeForm = ({ membership, currency, frequency }: Membership, { words }: AccountSpeech): Branch =>
  tree(
    'form',
    { class: 'mainstay-ask', name: 'change', 'data-value': membership },
    tree('input', { type: 'hidden', name: 'currency', value: currency }),
    tree('input', { type: 'hidden', name: 'frequency', value: frequency }),
    field(fill(words.newAmount, { currency: currency.toUpperCase() }), {
      name: 'amount',
      inputmode: 'decimal',
      autocomplete: 'off',
      maxlength: 12,
    }),
    tree('button', { class: 'mainstay-quiet', type: 'submit' }, words.change),
  );

function amountOf(
  { amountMinor, currency }: Pick<Membership, 'amountMinor' | 'currency'>,
  { locale }: AccountSpeech,
): string {
  const known = parseCurrency(currency);
  return known === null ? '' : showAmount(amountMinor, known, locale);
}
