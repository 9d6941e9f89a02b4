// Sums balance transactions by currency and purpose, in the columns of an accountant. The columns of a line add up to its net, and the
// nets of all lines to what Stripe moved: nothing is left out, whatever its type.
import { type Purpose, purpose } from './purpose.ts';

export interface AccountLine extends Amounts {
  readonly currency: string;
  readonly purpose: Purpose;
}
/** In minor units of the balance's currency; what leaves the balance is below zero. */
export interface Amounts {
  readonly payments: number;
  readonly gross: number;
  readonly refunds: number;
  readonly disputes: number;
  readonly fees: number;
  readonly other: number;
  readonly payouts: number;
}
export interface Transaction {
  readonly type: string;
  readonly reporting_category: string;
  readonly currency: string;
  readonly amount: number;
  readonly fee: number;
}
export const nothing: Amounts = { payments: 0, gross: 0, refunds: 0, disputes: 0, fees: 0, other: 0, payouts: 0 };
export const netOf = ({ gross, refunds, disputes, fees, other, payouts }: Amounts): number =>
  gross + refunds + disputes + fees + other + payouts;

type Column = Exclude<keyof Amounts, 'payments'>;
/** Stripe's types of what belongs to a payment, as npm stripe@23.1.0 lists them. */
const columns: Readonly<Record<string, Column>> = {
  charge: 'gross',
  payment: 'gross',
  refund: 'refunds',
  payment_refund: 'refunds',
  refund_failure: 'refunds',
  payment_failure_refund: 'refunds',
  payment_reversal: 'refunds',
  payout: 'payouts',
  payout_cancel: 'payouts',
  payout_failure: 'payouts',
  stripe_fee: 'fees',
  stripe_fx_fee: 'fees',
  tax_fee: 'fees',
};
const columnOf = ({ type, reporting_category: category }: Transaction): Column =>
  category.startsWith('dispute') ? 'disputes' : (columns[type] ?? 'other');

/** Of what no payment is behind. */
export function ownPurposeOf(transaction: Transaction): Purpose {
  if (transaction.type === 'payout') return purpose('payout');
  return purpose(columnOf(transaction) === 'payouts' ? 'returned payout' : 'stripe');
}

/** The fee of Stripe is a column of its own, on the line of the payment that it was taken from. */
export function amountsOf(transaction: Transaction): Amounts {
  const column = columnOf(transaction);
  const own = { ...nothing, payments: column === 'gross' ? 1 : 0, fees: -transaction.fee };
  return { ...own, [column]: own[column] + transaction.amount };
}

export interface Sheet {
  add(currency: string, purpose: Purpose, amounts: Amounts): void;
  /** In one order, whatever order they came in. */
  lines(): readonly AccountLine[];
}

/** `isBySource` makes a line for each word that led readers here; without it these are summed. */
export function openSheet(isBySource: boolean): Sheet {
  const lines = new Map<string, AccountLine>();
  return {
    add(currency, given, amounts) {
      const wanted = isBySource ? given : { ...given, source: '' };
      const key = [currency, wanted.kind, wanted.campaign, wanted.source].join(' ');
      const line = lines.get(key) ?? { ...nothing, currency, purpose: wanted };
      lines.set(key, { ...line, ...sumOf(line, amounts) });
    },
    lines: () => [...lines].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line),
  };
}

const sumOf = (one: Amounts, other: Amounts): Amounts => ({
  payments: one.payments + other.payments,
  gross: one.gross + other.gross,
  refunds: one.refunds + other.refunds,
  disputes: one.disputes + other.disputes,
  fees: one.fees + other.fees,
  other: one.other + other.other,
  payouts: one.payouts + other.payouts,
});
