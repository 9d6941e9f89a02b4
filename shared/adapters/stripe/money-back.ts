// What happened to a payment's money after it came: refunds, disputes, and what reached the newsroom's balance.
import { type Money, parseCurrency } from '../../core/money.ts';
import type { Dispute } from '../../core/payment.ts';
import type { DisputeAnswer, IntentAnswer } from './answers.ts';

type Charge = Exclude<IntentAnswer['latest_charge'], string | null | undefined>;

/** A refund that failed or was cancelled later returned nothing; one on its way counts as returned. */
export function returnedMinor(charge: Charge | null): number {
  if (charge === null) return 0;
  const { refunds } = charge;
  // They are asked for with the charge; left out they would read as "nothing was given back".
  if (refunds === null || refunds === undefined) throw new Error('Stripe left out the refunds of a charge');
  if (refunds.has_more) throw new Error('a payment has more refunds than one answer holds');
  return refunds.data
    .filter((refund) => refund.status !== 'failed' && refund.status !== 'canceled')
    .reduce((sum, refund) => sum + refund.amount, 0);
}

/** Null before Stripe knows it: balance transactions come after the charge. */
export function settledOf(charge: Charge | null): Money | null {
  const transaction = charge?.balance_transaction;
  if (typeof transaction !== 'object' || transaction === null) return null;
  const currency = parseCurrency(transaction.currency);
  return currency === null ? null : { amountMinor: transaction.amount, currency };
}

/** An inquiry withdraws nothing, a won dispute gave back what it had withdrawn. */
export function disputeOf(disputes: readonly DisputeAnswer[]): Dispute | null {
  if (disputes.length === 0) return null;
  const outcomes = disputes.map(({ status }): Dispute['outcome'] => {
    if (status === 'lost') return 'lost';
    return ['won', 'warning_closed', 'prevented'].includes(status) ? 'won' : 'open';
  });
  const sum = (some: readonly DisputeAnswer[]) => some.reduce((total, each) => total + each.amount, 0);
  const outcome = outcomes.find((each) => each === 'lost') ?? outcomes.find((each) => each === 'open') ?? 'won';
  return {
    outcome,
    withdrawnMinor: sum(disputes.filter((each) => each.status === 'lost' || each.balance_transactions.length === 1)),
    lostMinor: sum(disputes.filter((each) => each.status === 'lost')),
  };
}
