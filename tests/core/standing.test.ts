// The policy of memberships, row by row: standing follows money that Stripe confirmed, or a grant, and nothing else.
import { describe, expect, test } from 'vitest';
import { type MembershipStatus, membershipStatuses } from '../../shared/core/membership.ts';
import { paidThroughOf, periodsOf } from '../../shared/core/paid-through.ts';
import { day } from '../../shared/core/time.ts';
import { currencyOf, membership, membershipId, paymentId } from '../support/builders.ts';
import { days, none, paidUntil, policy, quietUntil, standing } from './standing-stage.ts';

const annual = membership({ frequency: 'annual', amountMinor: 5000 });
const annualPaid = (endDays: number, overrides = {}) =>
  paidUntil(endDays, {
    amountMinor: 5000,
    purpose: { kind: 'period', membership: membershipId(), frequency: 'annual', periodEnd: days(endDays) },
    ...overrides,
  });

describe('a membership that is paid', () => {
  test('stands until the end of what was paid for', () =>
    expect(standing({ memberships: [membership()], payments: [paidUntil(30)] })).toEqual(
      quietUntil(days(30), 'membership'),
    ));
  test('stands until the latest of its paid periods, in whatever order they lie', () => {
    const payments = [paidUntil(-30), paidUntil(30), paidUntil(0)];
    expect(standing({ memberships: [membership()], payments })).toEqual(quietUntil(days(30), 'membership'));
    expect(paidThroughOf(periodsOf(payments, membershipId()), policy)).toBe(days(30));
  });
  test('stands from a period paid out of credit, though no money moved now', () =>
    expect(standing({ memberships: [membership()], payments: [paidUntil(30, { amountMinor: 0 })] })).toEqual(
      quietUntil(days(30), 'membership'),
    ));
  test('stands for its annual period whatever a month would have been', () =>
    expect(standing({ memberships: [annual], payments: [annualPaid(365)] })).toEqual(
      quietUntil(days(365), 'membership'),
    ));
  test('stands also below the offer of today, because it was the whole amount that was asked then', () =>
    expect(standing({ memberships: [membership()], payments: [paidUntil(30, { amountMinor: 100 })] })).toEqual(
      quietUntil(days(30), 'membership'),
    ));
  test('stands in a currency that is no longer offered', () =>
    expect(
      standing({ memberships: [membership()], payments: [paidUntil(30, { currency: currencyOf('sek') })] }),
    ).toEqual(quietUntil(days(30), 'membership')));
});

describe('a membership that is not paid', () => {
  test.each(membershipStatuses)('gives nothing before its first payment, whatever Stripe calls it: %s', (status) =>
    expect(standing({ memberships: [membership({ status })] })).toEqual(none),
  );
  test.each(['pending', 'failed'] as const)('gives nothing while its bank debit is %s', (status) =>
    expect(standing({ memberships: [membership()], payments: [paidUntil(30, { status, confirmedAt: null })] })).toEqual(
      none,
    ),
  );
  test('gives nothing of a credit that was never confirmed', () =>
    expect(
      standing({
        memberships: [membership()],
        payments: [paidUntil(30, { amountMinor: 0, status: 'failed', confirmedAt: null })],
      }),
    ).toEqual(none));
  test('is not helped by the money of another membership that ended', () =>
    expect(standing({ memberships: [membership({ id: membershipId('two') })], payments: [paidUntil(-20)] })).toEqual(
      none,
    ));
});

describe('a renewal that is pending or failed', () => {
  const failed = [annualPaid(0), annualPaid(365, { status: 'failed', confirmedAt: null, id: paymentId('renewal') })];
  // Stripe's own period has moved on already: `renewsAt` is a year away.
  const overdue = { ...annual, status: 'past_due' as const, renewsAt: days(365) };

  test('is waited for 14 days from the old end, not from the one Stripe moved to', () => {
    expect(standing({ memberships: [overdue], payments: failed }, days(0) - 1)).toEqual(
      quietUntil(days(0), 'membership'),
    );
    expect(standing({ memberships: [overdue], payments: failed }, days(0))).toEqual(quietUntil(days(14), 'grace'));
    expect(standing({ memberships: [overdue], payments: failed }, days(14) - 1)).toEqual(quietUntil(days(14), 'grace'));
    expect(standing({ memberships: [overdue], payments: failed }, days(14))).toEqual(none);
    expect(standing({ memberships: [overdue], payments: failed }, days(200))).toEqual(none);
  });
  test('that succeeds late stands until the end of its own period', () =>
    expect(standing({ memberships: [annual], payments: [annualPaid(0), annualPaid(365)] }, days(10))).toEqual(
      quietUntil(days(365), 'membership'),
    ));

  const afterTheEnd: Record<MembershipStatus, typeof none | ReturnType<typeof quietUntil>> = {
    active: quietUntil(days(14), 'grace'),
    past_due: quietUntil(days(14), 'grace'),
    trialing: none,
    unpaid: none,
    canceled: none,
    incomplete: none,
    incomplete_expired: none,
    paused: none,
  };
  test.each(membershipStatuses)('the day after the paid period ended, while Stripe says %s', (status) =>
    expect(standing({ memberships: [membership({ status })], payments: [paidUntil(0)] }, days(1))).toEqual(
      afterTheEnd[status],
    ),
  );
  test.each(membershipStatuses)('the day before it ends it stands, though Stripe says %s', (status) =>
    expect(standing({ memberships: [membership({ status })], payments: [paidUntil(0)] }, days(-1))).toEqual(
      quietUntil(days(0), 'membership'),
    ),
  );
});

describe('a membership that was cancelled', () => {
  test.each([
    ['at once', membership({ status: 'canceled', endsAt: days(0), renewsAt: null })],
    ['for the end of its period', membership({ status: 'active', endsAt: days(20), renewsAt: null })],
    ['for a day of its own', membership({ status: 'active', endsAt: days(5), renewsAt: null })],
  ])('%s stands until what was paid for ends, and not a moment longer', (_how, cancelled) => {
    const held = { memberships: [cancelled], payments: [paidUntil(20)] };
    expect(standing(held, days(1))).toEqual(quietUntil(days(20), 'membership'));
    expect(standing(held, days(20) - 1)).toEqual(quietUntil(days(20), 'membership'));
    expect(standing(held, days(20))).toEqual(none);
  });
  test('beside another that goes on takes nothing from it', () => {
    const [gone, other] = [membership({ status: 'canceled', endsAt: days(0) }), membershipId('two')];
    const held = {
      memberships: [gone, membership({ id: other })],
      payments: [paidUntil(10), paidUntil(25, {}, other)],
    };
    expect(standing(held, days(5))).toEqual(quietUntil(days(25), 'membership'));
    expect(standing(held, days(26))).toEqual(quietUntil(days(39), 'grace'));
  });
  test('an old one that never came about takes nothing from one that is paid', () =>
    expect(
      standing({
        memberships: [membership({ id: membershipId('old'), status: 'incomplete_expired' }), membership()],
        payments: [paidUntil(30)],
      }),
    ).toEqual(quietUntil(days(30), 'membership')));
});

describe('a membership that was granted by staff', () => {
  test('stands without money until its day is over', () => {
    const granted = { memberships: [membership({ grantedUntil: days(3) })] };
    expect(standing(granted)).toEqual(quietUntil(days(3), 'granted'));
    expect(standing(granted, days(3) - 1)).toEqual(quietUntil(days(3), 'granted'));
    expect(standing(granted, days(3))).toEqual(none);
  });
  test('stands whatever Stripe says of its status', () =>
    expect(standing({ memberships: [membership({ status: 'canceled', grantedUntil: days(3) })] })).toEqual(
      quietUntil(days(3), 'granted'),
    ));
  test('and paid has the reason that lasts longer', () => {
    const granted = (until: number) => ({
      memberships: [membership({ grantedUntil: until })],
      payments: [paidUntil(9)],
    });
    expect(standing(granted(days(3)))).toEqual(quietUntil(days(9), 'membership'));
    expect(standing(granted(days(9) + day))).toEqual(quietUntil(days(10), 'granted'));
  });
});

describe('a paid period whose membership we do not hold yet', () => {
  test('is honoured, without grace', () => {
    expect(standing({ payments: [paidUntil(30)] })).toEqual(quietUntil(days(30), 'membership'));
    expect(standing({ payments: [paidUntil(30)] }, days(30))).toEqual(none);
  });
  test('is nothing while its money is on the way', () =>
    expect(standing({ payments: [paidUntil(30, { status: 'pending', confirmedAt: null })] })).toEqual(none));
});
