// Faults that a person could make, one line each, and the tests that must notice them. A fault that is no longer noticed, or
// that fits nowhere any more, fails `npm run mutate`.
import type { Mutant } from './mutated-source.ts';

export interface Planted extends Mutant {
  /** Test files, of one vitest project. */
  readonly tests: readonly string[];
  readonly project?: 'unit' | 'real';
}
const standing = ['tests/core/standing.test.ts', 'tests/core/standing-money-back.test.ts'];
const campaign = ['tests/core/campaign.test.ts', 'tests/core/payment.test.ts'];
const claim = ['tests/actions/claim-checkout.test.ts', 'tests/actions/claim-asks-stripe.test.ts'];
const invoices = [
  'tests/adapters/stripe/period.test.ts',
  'tests/adapters/stripe/lists-and-shapes.test.ts',
  'tests/actions/credit-is-not-payment.test.ts',
];
const events = ['tests/adapters/stripe/stripe-events.test.ts'];
const meetings = ['tests/simulation/simulation.test.ts'];
const savings = ['tests/contracts/supporter-store-saves.test.ts', 'tests/contracts/supporter-store-save-all.test.ts'];

export const planted: Readonly<Record<string, Planted>> = {
  'standing lasts a moment longer': {
    file: 'shared/core/standing.ts',
    text: '.filter((claim) => claim.until > now)',
    by: '.filter((claim) => claim.until >= now)',
    tests: standing,
  },
  'grace after a cancellation': {
    file: 'shared/core/standing.ts',
    text: "endsNext ? 'canceled' : membership.status",
    by: 'membership.status',
    tests: standing,
  },
  'the first paid period counts': {
    file: 'shared/core/paid-through.ts',
    text: 'Math.max(...ends)',
    by: 'Math.min(...ends)',
    tests: standing,
  },
  'credit stands behind anything': {
    file: 'shared/core/paid-through.ts',
    text: "status === 'confirmed' && purpose.periodEnd >= creditedThrough",
    by: "status === 'confirmed'",
    tests: ['tests/core/paid-through.test.ts'],
  },
  'a partly returned payment still pays': {
    file: 'shared/core/paid-through.ts',
    text: 'return netMinor(payment, reckoning) >= Math.min(least, payment.amountMinor);',
    by: 'return netMinor(payment, reckoning) > 0;',
    tests: standing,
  },
  'refunds ignored': {
    file: 'shared/core/payment.ts',
    text: 'payment.amountMinor - payment.returnedMinor -',
    by: 'payment.amountMinor -',
    tests: campaign,
  },
  'a bank’s question taken for an answer': {
    file: 'shared/core/payment.ts',
    text: 'dispute?.withdrawnMinor : dispute?.lostMinor',
    by: 'dispute?.withdrawnMinor : dispute?.withdrawnMinor',
    tests: campaign,
  },
  'months of another time zone': {
    file: 'shared/core/campaign.ts',
    text: 'monthOf(payment.confirmedAt, timeZone)',
    by: "monthOf(payment.confirmedAt, 'UTC')",
    tests: campaign,
  },
  'a change of month is a change of amount': {
    file: 'shared/core/campaign.ts',
    text: 'before?.campaign === after?.campaign && before?.month === after?.month',
    by: 'before?.campaign === after?.campaign',
    tests: campaign,
  },
  'a membership that ends is waited for': {
    file: 'shared/core/membership.ts',
    text: 'membership.endsAt === null && [',
    by: '[',
    tests: ['tests/core/membership.test.ts', 'tests/core/supporter.test.ts', 'tests/actions/change-membership.test.ts'],
  },
  'Stripe not asked where a refund took the standing': {
    file: 'shared/actions/claim-checkout.ts',
    text: 'supporter !== null && standingOf(supporter, now, needs.policy).supporter ? customer : null',
    by: 'supporter !== null ? customer : null',
    tests: claim,
  },
  'a claim survives "forget all browsers"': {
    file: 'shared/actions/claim-checkout.ts',
    text: 'if (supporter !== null && supporter.generation > 0) return null;',
    by: '',
    tests: ['tests/actions/forget-device.test.ts', 'tests/actions/claim-checkout.test.ts'],
  },
  'a stale save taken for done': {
    file: 'shared/actions/sync-supporter.ts',
    text: "needs.log.write('sync-was-stale', { count: parts.length });\n      return false;",
    by: "needs.log.write('sync-was-stale', { count: parts.length });",
    tests: meetings,
  },
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
  'a newer row overwritten': {
    file: 'shared/adapters/dynamodb/save-parts.ts',
    text: "ConditionExpression: '#version = :version',",
    by: "ConditionExpression: '#version = :version OR attribute_exists(#version)',",
    tests: savings,
    project: 'real',
  },
  'a row past its end answered': {
    file: 'shared/adapters/dynamodb/row-fields.ts',
    text: 'return row.forgetAt > now ? row : null;',
    by: 'return row.forgetAt >= now ? row : null;',
    tests: ['tests/contracts/device-store.test.ts', 'tests/contracts/checkout-store.test.ts'],
    project: 'real',
  },
};

/** Faults that no list of tests notices each time, and why. */
export const survivors: Readonly<Record<string, string>> = {
  'a part read before its version (sync-supporter.ts, the `continue` after findParts)':
    'Only a reader who comes back in the same moment as two workers meets it: 4 of 600 meetings. `npm run simulate -- --meetings` has it as a broken worker of its own.',
};
