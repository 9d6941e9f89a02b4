// Which membership an invoice pays for, and until when: by its lines, never by its own period, which is the one before.
import { describe, expect, test } from 'vitest';
import { periodOf } from '../../../shared/adapters/stripe/period.ts';
import { secondsOf } from '../../../shared/core/time.ts';

type Invoice = Parameters<typeof periodOf>[0];
const paidFor = (given: Invoice) => periodOf(given, given.lines.data, Date.parse('2026-11-23T09:00:00Z'));
const at = (text: string): number => secondsOf(Date.parse(`${text}T00:00:00Z`));
const line = (start: string, end: string, type = 'subscription_item_details'): Invoice['lines']['data'][number] => ({
  amount: 500,
  period: { start: at(start), end: at(end) },
  parent: { type },
});
const invoice = (lines: Invoice['lines']['data'], changed: Partial<Invoice> = {}): Invoice => ({
  object: 'invoice',
  livemode: false,
  id: 'in_one',
  status: 'paid',
  customer: { id: 'cus_one', isGone: false },
  currency: 'usd',
  amount_paid: 5000,
  status_transitions: { paid_at: at('2026-11-23') },
  parent: { subscription_details: { subscription: 'sub_one', metadata: {} } },
  lines: { data: lines },
  ...changed,
});
const period = (frequency: string, end: string) => ({
  kind: 'period',
  membership: 'sub_one',
  frequency,
  periodEnd: Date.parse(`${end}T00:00:00Z`),
});

describe('the period an invoice pays for', () => {
  test.each([
    ['a month', '2026-11-23', '2026-12-23', 'monthly'],
    ['the longest month', '2026-12-31', '2027-01-31', 'monthly'],
    ['the shortest month', '2027-01-31', '2027-02-28', 'monthly'],
    ['a year', '2026-11-23', '2027-11-23', 'annual'],
    ['a leap year', '2028-02-29', '2029-02-28', 'annual'],
  ])('%s', (_what, start, end, frequency) =>
    expect(paidFor(invoice([line(start, end)]))).toEqual(period(frequency, end)),
  );
  test('is the latest of its lines', () =>
    expect(
      paidFor(
        invoice([line('2026-11-10', '2026-11-23'), line('2026-11-23', '2026-12-23'), line('2026-11-01', '2026-11-23')]),
      ),
    ).toEqual(period('monthly', '2026-12-23')));
  test('is never that of a line which is no membership', () =>
    expect(
      paidFor(invoice([line('2026-11-23', '2026-12-23'), line('2026-11-23', '2030-01-01', 'invoice_item_details')])),
    ).toEqual(period('monthly', '2026-12-23')));
});

describe('of two lines that end together', () => {
  const year = line('2026-11-23', '2027-11-23');
  const rest = line('2027-10-23', '2027-11-23');
  test.each([
    ['the renewal first', [year, rest]],
    ['the proration first', [rest, year]],
  ])('the longer says how often: %s', (_order, lines) =>
    expect(paidFor(invoice(lines))).toEqual(period('annual', '2027-11-23')),
  );
});

describe('an invoice that is not paid', () => {
  // Staff closed it, or it still waits: what came for it in part, or in full and late, bought not a day.
  test.each(['open', 'void', 'uncollectible', 'draft'])('%s, though its whole sum came, pays for nothing', (status) => {
    const paid = paidFor(invoice([line('2026-11-23', '2026-12-23')], { status, amount_paid: 500 }));
    expect(paid).toEqual(period('monthly', '2026-11-23'));
  });
});

describe('an invoice that pays for no membership', () => {
  const month = [line('2026-11-23', '2026-12-23')];
  test.each<[string, Invoice]>([
    ['without a parent', invoice(month, { parent: null })],
    ['of a quote', invoice(month, { parent: { subscription_details: null } })],
    ['without lines', invoice([])],
    ['with lines of other kinds alone', invoice([line('2026-11-23', '2026-12-23', 'invoice_item_details')])],
    ['with a line of no kind', invoice(month.map((each) => ({ ...each, parent: null })))],
  ])('%s', (_what, given) => expect(paidFor(given)).toBeNull());
});
