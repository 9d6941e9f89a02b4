// Faults of reading Stripe: whose an object is, what came, and what went back.
import type { Planted } from './planted-fault.ts';

const invoices = [
  'tests/adapters/stripe/period.test.ts',
  'tests/adapters/stripe/lists-and-shapes.test.ts',
  'tests/actions/credit-is-not-payment.test.ts',
];
const events = ['tests/adapters/stripe/stripe-events.test.ts'];

export const faultsOfStripe: Readonly<Record<string, Planted>> = {
  'lines below zero pay': {
    file: 'shared/adapters/stripe/period.ts',
    text: "line.parent?.type === 'subscription_item_details' && line.amount > 0",
    by: "line.parent?.type === 'subscription_item_details'",
    tests: invoices,
  },
  'an unpaid invoice pays': {
    file: 'shared/adapters/stripe/period.ts',
    text: "invoice.status === 'paid' ? paidByOf(invoice, lines, last) : 'nothing'",
    by: 'paidByOf(invoice, lines, last)',
    tests: invoices,
  },
  'a proration makes a year a month': {
    file: 'shared/adapters/stripe/period.ts',
    text: 'return line.period.start < last.period.start ? line : last;',
    by: 'return last;',
    tests: invoices,
  },
  'a signature of next year': {
    file: 'shared/adapters/stripe/stripe-events.ts',
    text: 'if (isAhead(signature, now)) return false;',
    by: '',
    tests: events,
  },
  'events of the other mode': {
    file: 'shared/adapters/stripe/stripe-events.ts',
    text: "event.livemode !== (mode === 'live')",
    by: 'false',
    tests: events,
  },
  'another installation is taken for this one': {
    file: 'shared/adapters/stripe/marker.ts',
    text: "ownerOf(installation, metadata?.['mainstay']) === 'this installation'",
    by: "metadata?.['mainstay'] !== undefined",
    tests: ['tests/actions/two-installations.test.ts', 'tests/adapters/stripe/marker.test.ts'],
  },
  'a grant ends before its last day': {
    file: 'shared/adapters/stripe/marker.ts',
    text: 'lastDay + 86_400_000',
    by: 'lastDay',
    tests: ['tests/adapters/stripe/marker.test.ts', 'tests/actions/read-standing.test.ts'],
  },
  'a refund that failed is money back': {
    file: 'shared/adapters/stripe/money-back.ts',
    text: "refund.status !== 'failed' && refund.status !== 'canceled'",
    by: "refund.status !== 'canceled'",
    tests: ['tests/adapters/stripe/money-back.test.ts'],
  },
  'a won dispute stays withdrawn': {
    file: 'shared/adapters/stripe/money-back.ts',
    text: "each.status === 'lost' || each.balance_transactions.length === 1",
    by: "each.status === 'lost' || each.balance_transactions.length > 0",
    tests: ['tests/adapters/stripe/money-back.test.ts'],
  },
  'a dispute in another currency counts by its figure': {
    file: 'shared/adapters/stripe/money-back.ts',
    text: 'if (currency === paid.currency) return dispute;',
    by: 'if (currency !== null) return dispute;',
    tests: ['tests/adapters/stripe/lists-and-shapes.test.ts'],
  },
  'what was asked counts, and not what came': {
    file: 'shared/adapters/stripe/read-payment.ts',
    text: '(intent.amount_received ?? intent.amount)',
    by: 'intent.amount',
    tests: ['tests/adapters/stripe/lists-and-shapes.test.ts'],
  },
  "a bank's question at a renewal is waited for": {
    file: 'shared/adapters/stripe/read-payment.ts',
    text: "if (kind === 'period' && status === 'requires_action') return 'failed';",
    by: '',
    tests: ['tests/adapters/stripe/lists-and-shapes.test.ts', 'tests/adapters/stripe-payments.test.ts'],
  },
  'the first ten lines only': {
    file: 'shared/adapters/stripe/read-invoices.ts',
    text: 'return allOf(lines, () =>',
    by: 'return lines.data.length > 0 ? lines.data : allOf(lines, () =>',
    tests: ['tests/adapters/stripe/lists-and-shapes.test.ts'],
  },
  'the first ten refunds only': {
    file: 'shared/adapters/stripe/read-refunds.ts',
    text: 'return allOf(refunds, () =>',
    by: 'return refunds.data.length > 0 ? refunds.data : allOf(refunds, () =>',
    tests: ['tests/adapters/stripe-payments.test.ts'],
  },
  'any credit closes an invoice': {
    file: 'shared/adapters/stripe/period.ts',
    text: "if (invoice.amount_paid + unusedMinor + balanceUsed(invoice) < dueMinor) return 'nothing';",
    by: '',
    tests: ['tests/adapters/stripe/period.test.ts', 'tests/actions/credit-is-not-payment.test.ts'],
  },
};
