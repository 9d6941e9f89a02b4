// The table of how long readers see no banners, row by row and money by money: each case a newsroom can be asked about
// has its sentence here, and each entry of the table moves exactly the case it names.
import { describe, expect, test } from 'vitest';
import { membershipStatuses } from '../../shared/core/membership.ts';
import type { Payment } from '../../shared/core/payment.ts';
import { type DueMoney, dueMoneys, type StandingPolicy } from '../../shared/core/standing-policy.ts';
import { disputed, membership, membershipId, payment, paymentId } from '../support/builders.ts';
import { days, none, paidUntil, policy, quietUntil, standing } from './standing-stage.ts';

/** The month that ended, paid; and the one that is due since then. */
const dueMonth: Readonly<Record<DueMoney, readonly Payment[]>> = {
  missing: [],
  pending: [paidUntil(30, { status: 'pending', confirmedAt: null })],
  failed: [paidUntil(30, { status: 'failed', confirmedAt: null })],
  returned: [paidUntil(30, { returnedMinor: 500 })],
};
const withEntry = (status: keyof StandingPolicy['graceDays'], money: DueMoney, graceDays: number): StandingPolicy => ({
  ...policy,
  graceDays: { ...policy.graceDays, [status]: { ...policy.graceDays[status], [money]: graceDays } },
});

describe('each entry of the table', () => {
  const entries = membershipStatuses.flatMap((status) => dueMoneys.map((money) => [status, money] as const));
  test.each(entries)(
    '%s, the money that is due %s: so many days after the paid period, and no other case',
    (...entry) => {
      const [status, money] = entry;
      const held = { memberships: [membership({ status })], payments: [paidUntil(0), ...dueMonth[money]] };
      const own = policy.graceDays[status][money];
      expect(standing(held, days(0))).toEqual(own === 0 ? none : quietUntil(days(own), 'grace'));
      expect(standing(held, days(0), withEntry(status, money, 7))).toEqual(quietUntil(days(7), 'grace'));
      expect(standing(held, days(7), withEntry(status, money, 7))).toEqual(none);
      const before = standing(held, days(0));
      for (const [otherStatus, otherMoney] of entries) {
        if (otherStatus === status && otherMoney === money) continue;
        expect(standing(held, days(0), withEntry(otherStatus, otherMoney, 9))).toEqual(before);
      }
    },
  );
  test.each(entries)('%s, %s: what was paid for is honoured to its end', (status, money) =>
    expect(
      standing({ memberships: [membership({ status })], payments: [paidUntil(0), ...dueMonth[money]] }, days(0) - 1),
    ).toEqual(quietUntil(days(0), 'membership')),
  );
  test.each(entries)('%s, %s: without a paid period before, it gives nothing', (status, money) =>
    expect(
      standing(
        { memberships: [membership({ status })], payments: dueMonth[money] },
        days(0),
        withEntry(status, money, 7),
      ),
    ).toEqual(none),
  );
});

describe('the newsroom’s own table says', () => {
  const annual = membership({ frequency: 'annual', amountMinor: 5000 });
  const year = (endDays: number, overrides: Partial<Payment> = {}) =>
    paidUntil(endDays, {
      amountMinor: 5000,
      id: paymentId(`year${endDays}`),
      purpose: { kind: 'period', membership: membershipId(), frequency: 'annual', periodEnd: days(endDays) },
      ...overrides,
    });
  const refused = { status: 'failed', confirmedAt: null } as const;
  const onItsWay = { status: 'pending', confirmedAt: null } as const;

  test.each([
    [
      'the failed annual renewal is waited for two weeks',
      { ...annual, status: 'past_due' as const },
      [year(0), year(365, refused)],
      14,
    ],
    [
      'and no longer once Stripe gave up on it',
      { ...annual, status: 'unpaid' as const },
      [year(0), year(365, refused)],
      0,
    ],
    ['a renewal nobody has heard of yet is waited for', membership(), [paidUntil(0)], 14],
    ['the unpaid bank debit of a renewal is waited for', membership(), [paidUntil(0), paidUntil(30, onItsWay)], 14],
    [
      'the refunded month of an active membership is not',
      membership(),
      [paidUntil(0), paidUntil(30, { returnedMinor: 500 })],
      0,
    ],
    ['nor the month whose dispute was lost', membership(), [paidUntil(0), paidUntil(30, disputed('lost', 500))], 0],
    ['the paused membership is not', membership({ status: 'paused' }), [paidUntil(0)], 0],
    ['the cancelled one is not', membership({ status: 'canceled', endsAt: days(0) }), [paidUntil(0)], 0],
    ['nor one that was to end', membership({ endsAt: days(0) }), [paidUntil(0), paidUntil(30, refused)], 0],
  ] as const)('%s', (_sentence, each, payments, graceDays) => {
    const held = { memberships: [each], payments };
    expect(standing(held, days(0) - 1)).toEqual(quietUntil(days(0), 'membership'));
    expect(standing(held, days(0))).toEqual(graceDays === 0 ? none : quietUntil(days(graceDays), 'grace'));
    expect(standing(held, days(graceDays))).toEqual(none);
  });

  test.each([
    ['an unpaid bank debit gives nothing before its money came', paidUntil(30, onItsWay), none],
    ['a refunded month gives nothing', paidUntil(30, { returnedMinor: 500 }), none],
    [
      'a month partly refunded stands, while what is left is what the offer takes',
      paidUntil(30, { returnedMinor: 300 }),
      quietUntil(days(30), 'membership'),
    ],
    ['and gives nothing with a cent less', paidUntil(30, { returnedMinor: 301 }), none],
    ['a month in open dispute stands', paidUntil(30, disputed('open', 500)), quietUntil(days(30), 'membership')],
    ['one whose dispute is lost gives nothing', paidUntil(30, disputed('lost', 500)), none],
    ['one whose dispute is won stands', paidUntil(30, disputed('won', 0)), quietUntil(days(30), 'membership')],
  ])('of the first month: %s', (_sentence, month, expected) =>
    expect(standing({ memberships: [membership()], payments: [month] })).toEqual(expected),
  );

  test('a granted membership stands until its day, whatever money and status say', () => {
    const granted = membership({ status: 'paused', grantedUntil: days(40) });
    expect(standing({ memberships: [granted], payments: [paidUntil(0), ...dueMonth.returned] }, days(1))).toEqual(
      quietUntil(days(40), 'granted'),
    );
  });
});

describe('money that a bank holds back', () => {
  const strict: StandingPolicy = { ...policy, openDispute: 'returned' };
  test('may be taken as returned from the first day', () => {
    const month = { memberships: [membership()], payments: [paidUntil(30, disputed('open', 500))] };
    expect(standing(month, days(1), strict)).toEqual(none);
    expect(standing({ payments: [payment(disputed('open', 1000))] }, days(1), strict)).toEqual(none);
  });
  test('but an inquiry, which holds back nothing, may not', () => {
    const month = { memberships: [membership()], payments: [paidUntil(30, disputed('open', 0))] };
    expect(standing(month, days(1), strict)).toEqual(quietUntil(days(30), 'membership'));
  });
  test('of this month is then a month that went back', () => {
    const held = { memberships: [membership()], payments: [paidUntil(0), paidUntil(30, disputed('open', 500))] };
    expect(standing(held, days(1), { ...withEntry('active', 'returned', 5), openDispute: 'returned' })).toEqual(
      quietUntil(days(5), 'grace'),
    );
    expect(standing(held, days(1), strict)).toEqual(none);
  });
});

test('of several attempts for one period the best result counts', () => {
  const attempts = [
    ...dueMonth.failed,
    { ...paidUntil(30, { status: 'pending', confirmedAt: null }), id: paymentId('b') },
  ];
  const held = { memberships: [membership()], payments: [paidUntil(0), ...attempts] };
  expect(standing(held, days(1), withEntry('active', 'pending', 3))).toEqual(quietUntil(days(3), 'grace'));
});
