// What credit paid for counts only behind money that once reached as far as the credited time.
import { describe, expect, test } from 'vitest';
import { boughtPeriods, dueMoneyOf, periodsOf } from '../../shared/core/paid-through.ts';
import type { Payment } from '../../shared/core/payment.ts';
import { day } from '../../shared/core/time.ts';
import { membershipId, paymentId, periodPayment, someday } from '../support/builders.ts';

const paidFor = (name: string, endDay: number, creditedDay?: number, status: Payment['status'] = 'confirmed') =>
  periodPayment({
    id: paymentId(name),
    status,
    purpose: {
      kind: 'period',
      membership: membershipId(),
      frequency: 'monthly',
      periodEnd: someday + endDay * day,
      ...(creditedDay === undefined ? {} : { creditedThrough: someday + creditedDay * day }),
    },
  });
const bought = (payments: readonly Payment[]) => boughtPeriods(payments).map(({ id }) => id);
const ids = (...names: readonly string[]) => names.map((name) => paymentId(name));

describe('a period that credit paid for', () => {
  test('counts where money paid for all of the credited time, to the day', () =>
    expect(bought([paidFor('money', 60), paidFor('credit', 90, 60)])).toEqual(ids('money', 'credit')));

  test('does not count where money ended a day before the credited time', () =>
    expect(bought([paidFor('money', 59), paidFor('credit', 90, 60)])).toEqual(ids('money')));

  test.each(['pending', 'failed'] as const)('does not count behind money that is %s', (status) =>
    expect(bought([paidFor('money', 60, undefined, status), paidFor('credit', 90, 60)])).toEqual(ids('money')),
  );

  test('counts behind credit that counts, however they lie', () => {
    const chain = [paidFor('last', 120, 90), paidFor('credit', 90, 60), paidFor('money', 60)];
    expect(bought(chain).toSorted()).toEqual(ids('money', 'credit', 'last').toSorted());
  });

  test('does not count behind itself', () => expect(bought([paidFor('alone', 90, 60)])).toEqual([]));
});

describe('the money that is due', () => {
  const due = (...payments: readonly Payment[]) => dueMoneyOf(periodsOf(payments, membershipId()), someday + 30 * day);
  const of = (endDay: number, status: Payment['status']) => paidFor(`${endDay}${status}`, endDay, undefined, status);
  test.each([
    ['of the newest period, whatever an older one came to', [of(60, 'pending'), of(90, 'failed')], 'failed'],
    ['also where the older one failed', [of(60, 'failed'), of(90, 'pending')], 'pending'],
    ['the most hopeful of several attempts', [of(90, 'failed'), of(90, 'pending')], 'pending'],
    ['what came and went back', [of(60, 'pending'), of(90, 'confirmed')], 'returned'],
    ['missing where nothing is later', [of(30, 'failed')], 'missing'],
  ] as const)('is %s', (_what, payments, expected) => expect(due(...payments)).toBe(expected));
});
