// Stripe closes invoices as paid without a cent: negative ones, those that credit covers, those too small to charge. Which of
// them hide banners from a reader, and until when. Canned answers through the real SDK: the sandbox prorates nothing.
import { expect, test } from 'vitest';
import { answerSyncRequest } from '../../shared/actions/answer-sync-request.ts';
import { standingOf } from '../../shared/core/standing.ts';
import { isoOf } from '../../shared/core/time.ts';
import { customerId } from '../support/builders.ts';
import {
  at,
  type CannedLine,
  cannedPayments,
  intentOf,
  invoiceOf,
  linkOf,
  listOf,
  subscriptionOf,
} from '../support/canned-stripe.ts';
import { openNewsroom } from '../support/newsroom.ts';

interface Situation {
  readonly subscription?: object;
  /** What `pi_one` paid, and its invoice; null where there was none. */
  readonly paid?: {
    readonly intent: ReturnType<typeof intentOf>;
    readonly invoice: ReturnType<typeof invoiceOf>;
  } | null;
  readonly invoices: readonly ReturnType<typeof invoiceOf>[];
}
async function standingAfter({ subscription = {}, paid, invoices }: Situation, on = '2026-11-28') {
  const newsroom = openNewsroom();
  const first = paid === undefined ? { intent: intentOf('pi_one', 12_000), invoice: yearly } : paid;
  const answers = {
    'subscriptions/sub_one': subscriptionOf(subscription),
    invoices: listOf([]),
    ...(first === null ? {} : { 'payment_intents/pi_one': first.intent }),
    invoice_payments: listOf(first === null ? [] : [linkOf(first.invoice)]),
    'checkout/sessions': listOf([]),
    ...Object.fromEntries(invoices.map((invoice) => [`invoices/${invoice.id}`, invoice])),
  };
  const needs = { ...newsroom.needs, payments: cannedPayments(answers) };
  const sync = (part: 'membership' | 'payment', objectId: string) =>
    answerSyncRequest(needs, { eventId: `evt_${objectId}`, part, objectId, customerId: customerId() });
  await sync('membership', 'sub_one');
  for (const { id } of invoices) await sync('payment', id);
  // The money last: it must not matter what was heard first.
  if (first !== null) await sync('payment', 'pi_one');
  const held = await newsroom.stores.supporters.read(customerId());
  if (held === null) return null;
  const { until, reason } = standingOf(held, at(on) * 1000, newsroom.needs.policy);
  return until === null ? null : `${reason} ${isoOf(until).slice(0, 10)}`;
}
const year: CannedLine = { amount: 12_000, from: '2026-11-23', to: '2027-11-23' };
const yearly = invoiceOf('in_year', [year]);
const unusedYear: CannedLine = { amount: -11_900, from: '2026-11-26', to: '2027-11-23' };
const month: CannedLine = { amount: 1000, from: '2026-11-26', to: '2026-12-26' };
const refunded = intentOf(
  'pi_one',
  12_000,
  {},
  { refunds: listOf([{ id: 're_1', amount: 12_000, status: 'succeeded' }]) },
);
const debitFailed = intentOf('pi_one', 12_000, { status: 'requires_payment_method' });
const ended = { status: 'canceled', ended_at: at('2026-11-26') };
const credited = invoiceOf('in_credit', [unusedYear]);
const byBalance = { amount_paid: 0, starting_balance: -5000, ending_balance: -4000 };

test.each<[string, Situation, string | null]>([
  ['a year that was paid', { invoices: [] }, 'membership 2027-11-23'],
  [
    'ended at once and credited, the year refunded',
    { subscription: ended, paid: { intent: refunded, invoice: yearly }, invoices: [credited] },
    null,
  ],
  [
    'ended at once and credited, the year never paid',
    { subscription: ended, paid: { intent: debitFailed, invoice: yearly }, invoices: [credited] },
    null,
  ],
  [
    'changed from a year to a month',
    { paid: { intent: refunded, invoice: yearly }, invoices: [invoiceOf('in_down', [unusedYear, month])] },
    'membership 2026-12-26',
  ],
  [
    'the same, where the year was never paid',
    {
      subscription: { status: 'unpaid' },
      paid: { intent: debitFailed, invoice: yearly },
      invoices: [invoiceOf('in_down', [unusedYear, month])],
    },
    null,
  ],
  [
    'a dearer year for two dollars more',
    {
      invoices: [
        invoiceOf('in_up', [unusedYear, { ...year, amount: 12_100, from: '2026-11-26', to: '2027-11-26' }], {
          amount_paid: 200,
        }),
      ],
    },
    'membership 2027-11-26',
  ],
  [
    'the same upon a year that was never paid',
    {
      subscription: { status: 'unpaid' },
      paid: { intent: debitFailed, invoice: yearly },
      invoices: [invoiceOf('in_up', [unusedYear, { ...year, amount: 12_100 }], { amount_paid: 200 })],
    },
    null,
  ],
  [
    'a month from the balance of who paid before',
    { paid: { intent: refunded, invoice: yearly }, invoices: [invoiceOf('in_balance', [month], byBalance)] },
    'membership 2026-12-26',
  ],
  [
    'a month from a balance that no money ever bought',
    { paid: null, invoices: [invoiceOf('in_balance', [month], byBalance)] },
    null,
  ],
  [
    'thirty cents, too little to charge',
    {
      paid: null,
      invoices: [invoiceOf('in_small', [{ ...month, amount: 30 }], { amount_paid: 0, ending_balance: 30 })],
    },
    null,
  ],
  [
    'the same after a year that went back',
    {
      paid: { intent: refunded, invoice: yearly },
      invoices: [invoiceOf('in_small', [{ ...month, amount: 30 }], { amount_paid: 0, ending_balance: 30 })],
    },
    null,
  ],
  [
    'a credit note that closed an open invoice',
    {
      paid: { intent: refunded, invoice: yearly },
      invoices: [invoiceOf('in_note', [month], { amount_paid: 0, pre_payment_credit_notes_amount: 1000 })],
    },
    null,
  ],
  ['money from outside Stripe', { paid: null, invoices: [invoiceOf('in_cash', [month])] }, 'membership 2026-12-26'],
  [
    'the same, given back by a credit note',
    { paid: null, invoices: [invoiceOf('in_cash', [month], { post_payment_credit_notes_amount: 1000 })] },
    null,
  ],
  ['a trial', { paid: null, invoices: [invoiceOf('in_trial', [{ ...month, amount: 0 }])] }, null],
  [
    'a coupon for all of it, for who never paid',
    { paid: null, invoices: [invoiceOf('in_free', [{ ...month, discount: 1000 }])] },
    null,
  ],
  [
    'a coupon for half of it',
    { paid: null, invoices: [invoiceOf('in_half', [{ ...month, discount: 500 }])] },
    'membership 2026-12-26',
  ],
])('%s', async (_, given, expected) => expect(await standingAfter(given)).toBe(expected));

test.each(['open', 'void', 'uncollectible', 'draft'])(
  'an invoice that is %s pays for nothing, whatever came of it',
  async (status) => {
    const paid = {
      intent: intentOf('pi_one', 100),
      invoice: invoiceOf('in_year', [year], { status, amount_paid: 100 }),
    };
    expect(await standingAfter({ subscription: { status: 'unpaid' }, paid, invoices: [] })).toBeNull();
  },
);

test('a coupon for all of it lets a membership go on that was paid for before', async () => {
  const free = invoiceOf('in_free', [{ amount: 1000, discount: 1000, from: '2027-11-23', to: '2028-11-23' }]);
  expect(await standingAfter({ invoices: [free] }, '2028-01-01')).toBe('membership 2028-11-23');
});
