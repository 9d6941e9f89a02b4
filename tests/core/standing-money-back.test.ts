// Gifts, and what money that went back takes with it: its own part of the standing and no other.
import { describe, expect, test } from 'vitest';
import type { Payment } from '../../shared/core/payment.ts';
import { disputed, membership, payment, paymentId } from '../support/builders.ts';
import { days, none, paidUntil, quietUntil, standing } from './standing-stage.ts';

describe('a gift', () => {
  test('stands 60 days to the millisecond', () => {
    const held = { payments: [payment()] };
    expect(standing(held)).toEqual(quietUntil(days(60), 'gift'));
    expect(standing(held, days(60) - 1)).toEqual(quietUntil(days(60), 'gift'));
    expect(standing(held, days(60))).toEqual(none);
  });
  test('stands from its confirmation, not from when the bank debit began', () =>
    expect(standing({ payments: [payment({ confirmedAt: days(5) })] }, days(6))).toEqual(quietUntil(days(65), 'gift')));
  test.each(['pending', 'failed'] as const)('gives nothing while its money is %s', (status) =>
    expect(standing({ payments: [payment({ status, confirmedAt: null })] })).toEqual(none),
  );
  test('is the reason beside a membership only where it lasts longer', () => {
    const held = { memberships: [membership()], payments: [payment(), paidUntil(30)] };
    expect(standing(held)).toEqual(quietUntil(days(60), 'gift'));
    expect(standing({ ...held, payments: [payment(), paidUntil(90)] })).toEqual(quietUntil(days(90), 'membership'));
  });
  test('of two, the later is the reason', () =>
    expect(standing({ payments: [payment({ confirmedAt: days(-20) }), payment({ id: paymentId('two') })] })).toEqual(
      quietUntil(days(60), 'gift'),
    ));
});

describe('money that went back', () => {
  const held = (changed: Partial<Payment>) => ({ memberships: [membership()], payments: [paidUntil(30, changed)] });

  // The month was 500 and the offer takes 200; the gift was 1000 and the offer takes 300.
  test.each([
    ['returned whole', { returnedMinor: 500 }, none],
    ['returned down to what the offer takes', { returnedMinor: 300 }, quietUntil(days(30), 'membership')],
    ['returned to a cent below what the offer takes', { returnedMinor: 301 }, none],
    ['disputed, the bank holding it', disputed('open', 500), quietUntil(days(30), 'membership')],
    ['asked about by the bank, holding nothing', disputed('open', 0), quietUntil(days(30), 'membership')],
    ['disputed and lost', disputed('lost', 500), none],
    ['disputed in part, lost, enough left', disputed('lost', 300), quietUntil(days(30), 'membership')],
    ['disputed in part, lost, too little left', disputed('lost', 301), none],
    ['disputed and won', disputed('won', 0), quietUntil(days(30), 'membership')],
    ['returned in part and disputed for the rest', { returnedMinor: 100, ...disputed('lost', 400) }, none],
  ])('of a month: %s', (_what, changed, expected) => expect(standing(held(changed))).toEqual(expected));

  test.each([
    ['returned whole', { returnedMinor: 1000 }, none],
    ['returned down to what the offer takes', { returnedMinor: 700 }, quietUntil(days(60), 'gift')],
    ['returned to a cent below what the offer takes', { returnedMinor: 701 }, none],
    ['disputed, the bank holding it', disputed('open', 1000), quietUntil(days(60), 'gift')],
    ['disputed and lost', disputed('lost', 1000), none],
    ['disputed and won', disputed('won', 0), quietUntil(days(60), 'gift')],
  ])('of a gift: %s', (_what, changed, expected) =>
    expect(standing({ payments: [payment(changed)] })).toEqual(expected),
  );

  test('of a gift that was below the offer of today: any part of it ends its standing', () => {
    expect(standing({ payments: [payment({ amountMinor: 250 })] })).toEqual(quietUntil(days(60), 'gift'));
    expect(standing({ payments: [payment({ amountMinor: 250, returnedMinor: 1 })] })).toEqual(none);
  });
  test('of a month with one dispute lost and another open: the open one takes nothing yet', () => {
    const two = { dispute: { outcome: 'lost' as const, withdrawnMinor: 500, lostMinor: 300 } };
    expect(standing(held(two))).toEqual(quietUntil(days(30), 'membership'));
    expect(standing(held({ dispute: { ...two.dispute, lostMinor: 301 } }))).toEqual(none);
  });
  test('of this month leaves the month before standing, and no grace after it', () => {
    const payments = [paidUntil(0), paidUntil(30, { returnedMinor: 500 })];
    expect(standing({ memberships: [membership()], payments }, days(-1))).toEqual(quietUntil(days(0), 'membership'));
    expect(standing({ memberships: [membership()], payments }, days(0))).toEqual(none);
  });
  test('of the last month of a cancelled membership leaves nothing once the month before is over', () => {
    const cancelled = membership({ status: 'canceled', endsAt: days(2) });
    const payments = [paidUntil(0), paidUntil(30, { returnedMinor: 500 })];
    expect(standing({ memberships: [cancelled], payments }, days(2))).toEqual(none);
  });
  test('of a period whose membership we do not hold ends it too', () =>
    expect(standing({ payments: [paidUntil(30, { returnedMinor: 500 })] })).toEqual(none));
});
