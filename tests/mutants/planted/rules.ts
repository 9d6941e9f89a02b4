// Faults of the rules: standing, money, months, addresses, codes, limits.
import type { Planted } from './planted-fault.ts';

const standing = ['tests/core/standing.test.ts', 'tests/core/standing-money-back.test.ts'];
const campaign = ['tests/core/campaign.test.ts', 'tests/core/payment.test.ts'];

export const faultsOfRules: Readonly<Record<string, Planted>> = {
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
  'a membership without money never ages': {
    file: 'shared/core/is-aged.ts',
    text: 'return over === null ? null : Math.max(over, grantedUntil ?? 0);',
    by: 'return over === null || !hasEnded(status) ? null : Math.max(over, grantedUntil ?? 0);',
    tests: ['tests/core/is-aged.test.ts'],
  },
  'a bounced debit never ages': {
    file: 'shared/core/is-aged.ts',
    text: "return confirmedAt ?? (purpose.kind === 'period' ? purpose.periodEnd : begunOn);",
    by: 'return confirmedAt;',
    tests: ['tests/core/is-aged.test.ts'],
  },
  'an address keeps its full-width characters': {
    file: 'shared/core/email.ts',
    text: ".normalize('NFKC')",
    by: '',
    tests: ['tests/core/email.test.ts', 'tests/actions/one-mailbox.test.ts'],
  },
  'an address keeps what is not shown': {
    file: 'shared/core/email.ts',
    text: ".replaceAll(/\\p{Default_Ignorable_Code_Point}/gu, '')",
    by: '',
    tests: ['tests/core/email.test.ts', 'tests/actions/one-mailbox.test.ts'],
  },
  'a code typed with look-alikes is wrong': {
    file: 'shared/core/link.ts',
    text: 'digitOf(each) ?? lookAlikes.get(each) ?? each',
    by: 'each',
    tests: ['tests/core/link.test.ts'],
  },
  'an unpaid membership has ended': {
    file: 'shared/core/membership.ts',
    text: "status === 'canceled' || status === 'incomplete_expired'",
    by: "status === 'canceled' || status === 'incomplete_expired' || status === 'unpaid'",
    tests: ['tests/actions/recovered-member.test.ts'],
  },
  'what this browser opened gives way to typed addresses': {
    file: 'shared/core/device.ts',
    text: 'others.find((each) => each.isBorrowed) ?? others[0]',
    by: 'others[0]',
    tests: ['tests/core/device.test.ts'],
  },
  'a claim counts as a fresh link': {
    file: 'shared/core/rights.ts',
    text: 'if (now < freshUntil) return isBorrowed',
    by: 'if (now >= 0) return isBorrowed',
    tests: ['tests/actions/change-membership.test.ts', 'tests/actions/open-portal.test.ts'],
  },
  'more than the most is taken': {
    file: 'shared/core/offer.ts',
    text: 'if (amountMinor > maximumMinor)',
    by: 'if (amountMinor > maximumMinor * 10)',
    tests: ['tests/core/offer.test.ts'],
  },
  'a share rounded down': {
    file: 'shared/core/money.ts',
    text: 'BigInt(part) * 2n + BigInt(whole)',
    by: 'BigInt(part) * 2n',
    tests: ['tests/core/money.test.ts'],
  },
  'one message more a day': {
    file: 'shared/core/link.ts',
    text: 'sent >= mostMessagesADay',
    by: 'sent > mostMessagesADay',
    tests: ['tests/core/link.test.ts'],
  },
  'a recovery that nobody hears of': {
    file: 'shared/core/transition.ts',
    text: "if (was === 'past_due' || was === 'unpaid')",
    by: "if (was === 'past_due')",
    tests: ['tests/core/transition.test.ts'],
  },
  'card testing one decline early': {
    file: 'shared/core/card-testing.ts',
    text: 'declined > mostDeclined &&',
    by: 'declined >= mostDeclined &&',
    tests: ['tests/core/card-testing.test.ts'],
  },
  'an edge is passed a band early': {
    file: 'shared/core/campaign-progress.ts',
    text: 'sumMinor >= (at + 1) * band',
    by: 'sumMinor >= at * band',
    tests: ['tests/core/campaign-progress.test.ts'],
  },
  'every address of a household is a caller': {
    file: 'shared/core/network.ts',
    text: '    .slice(0, 4)',
    by: '    .slice(0, 8)',
    tests: ['tests/core/network.test.ts'],
  },
  'a month too late may be chosen': {
    file: 'shared/core/reminder.ts',
    text: 'export const mostMonthsAhead = 12;',
    by: 'export const mostMonthsAhead = 13;',
    tests: ['tests/core/reminder.test.ts'],
  },
};
