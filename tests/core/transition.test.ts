// What is news of a part's change, and what is not: history that is found late, what was brought along, and nothing new.
import { describe, expect, test } from 'vitest';
import type { MembershipStatus } from '../../shared/core/membership.ts';
import type { Part } from '../../shared/core/supporter.ts';
import { day } from '../../shared/core/time.ts';
import { transitionOf } from '../../shared/core/transition.ts';
import { currencyOf, membership, membershipId, payment, someday } from '../support/builders.ts';

const transition = (before: Part | null, after: Part, isThroughCheckout = true) =>
  transitionOf({ before, after, isThroughCheckout }, someday + day)?.kind ?? null;
const as = (status: MembershipStatus) => membership({ status });

describe('of a membership', () => {
  test.each([
    ['comes active from a checkout', null, 'active', 'membership-started'],
    ['is confirmed at last', 'incomplete', 'active', 'membership-started'],
    ['fails a renewal', 'active', 'past_due', null],
    ['pays after all', 'past_due', 'active', 'membership-recovered'],
    ['pays after it was given up', 'unpaid', 'active', 'membership-recovered'],
    ['goes on', 'active', 'active', null],
    ['ends', 'active', 'canceled', 'membership-ended'],
    ['ends for want of money', 'past_due', 'canceled', 'membership-ended'],
    ['had ended', 'canceled', 'canceled', null],
    ['never began', 'incomplete', 'incomplete_expired', null],
    ['is first heard of when it is over', null, 'canceled', null],
  ] as const)('that %s', (_what, before, after, shown) =>
    expect(transition(before === null ? null : as(before), as(after))).toBe(shown),
  );
  test('that was there before Mainstay was: it began for nobody', () =>
    expect(transition(null, as('active'), false)).toBeNull());
});

describe('of a payment', () => {
  test('is its first confirmation, with its frequency and its money', () => {
    const pending = payment({ status: 'pending', confirmedAt: null });
    expect(transitionOf({ before: pending, after: payment(), isThroughCheckout: true }, someday)).toEqual({
      kind: 'payment-confirmed',
      frequency: 'once',
      money: { amountMinor: 1000, currency: currencyOf('usd') },
    });
    const period = { kind: 'period', membership: membershipId(), frequency: 'annual', periodEnd: someday } as const;
    expect(
      transitionOf({ before: null, after: payment({ purpose: period }), isThroughCheckout: false }, someday),
    ).toMatchObject({
      frequency: 'annual',
    });
  });
  test.each([
    ['a refund', payment(), payment({ returnedMinor: 500 })],
    ['a failure', null, payment({ status: 'failed', confirmedAt: null })],
    ['money on its way', null, payment({ status: 'pending', confirmedAt: null })],
    ['a period paid from credit', null, payment({ amountMinor: 0 })],
    ['what is found weeks later', null, payment({ confirmedAt: someday - 4 * day })],
    ['the same again', payment(), payment()],
  ])('is not %s', (_what, before, after) => expect(transition(before, after)).toBeNull());
});
