// What happened to a payment's money after it came: refunds, disputes, and what reached the newsroom's balance.
import { type Money, parseCurrency, shareMinor } from '../../core/money.ts';
import type { Dispute } from '../../core/payment.ts';
import type { DisputeAnswer, RefundAnswer } from './payment-answers.ts';
import type { Charge } from './read-refunds.ts';

/** A refund that failed or was cancelled later returned nothing; one on its way counts as returned. */
export const returnedMinor = (refunds: readonly RefundAnswer[]): number =>
  refunds
    .filter((refund) => refund.status !== 'failed' && refund.status !== 'canceled')
    .reduce((sum, refund) => sum + refund.amount, 0);

/** Null before Stripe knows it: balance transactions come after the charge. */
export function settledOf(charge: Charge | null): Money | null {
  const transaction = charge?.balance_transaction;
  if (typeof transaction !== 'object' || transaction === null) return null;
  const currency = parseCurrency(transaction.currency);
  return currency === null ? null : { amountMinor: transaction.amount, currency };
}

/**
 * Banks may dispute in their own currency. Its share of what was settled in that currency is taken of the payment; where
 * that is not known, all of it: what is not there must not count.
 */
export function inCurrencyOf(
  disputes: readonly DisputeAnswer[],
  paid: Money,
  settled: Money | null,
): readonly DisputeAnswer[] {
  return disputes.map((dispute) => {
    const currency = parseCurrency(dispute.currency ?? paid.currency);
    if (currency === paid.currency) return dispute;
    const isShare = settled !== null && settled.currency === currency && settled.amountMinor > 0;
    const share = isShare ? shareMinor(paid.amountMinor, dispute.amount, settled.amountMinor) : paid.amountMinor;
    return { ...dispute, amount: Math.min(paid.amountMinor, share) };
  });
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
