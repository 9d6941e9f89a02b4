// When a part is too old to be held under a name: never while a standing could still hang on it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { isAged, isOfUnknownAge } from '../../shared/core/is-aged.ts';
import { standingOf } from '../../shared/core/standing.ts';
import { day } from '../../shared/core/time.ts';
import * as make from '../support/builders.ts';

const before = make.someday;
const overdue = {
  kind: 'period',
  membership: make.membershipId(),
  frequency: 'monthly',
  periodEnd: before - 1,
} as const;
describe('a payment', () => {
  test.each([
    ['confirmed before', { confirmedAt: before - 1 }, true],
    ['confirmed just then', { confirmedAt: before }, false],
    ['pending, of which nothing says when', { status: 'pending', confirmedAt: null }, false],
    ['that failed, of which nothing says when', { status: 'failed', confirmedAt: null }, false],
    ['that failed, begun before', { status: 'failed', confirmedAt: null, begunOn: before - 1 }, true],
    ['that failed, begun just then', { status: 'failed', confirmedAt: null, begunOn: before }, false],
    ['that a bank never decided on', { status: 'pending', confirmedAt: null, begunOn: before - 1 }, true],
    ['of a period, never decided on', { status: 'pending', confirmedAt: null, purpose: overdue }, true],
  ] as const)('%s', (_what, overrides, is) => expect(isAged(make.payment(overrides), before)).toBe(is));
});
describe('a membership', () => {
  test.each([
    ['that ended before', { status: 'canceled', endsAt: before - 1 }, true],
    ['that will have ended, Stripe has not said so', { status: 'active', endsAt: before - 1 }, false],
    ['that ended, granted beyond', { status: 'canceled', endsAt: before - 1, grantedUntil: before }, false],
    ['that goes on', { status: 'active', renewsAt: before - 1 }, false],
    ['unpaid for as long', { status: 'unpaid', idleSince: before - 1 }, true],
    ['unpaid for less', { status: 'unpaid', idleSince: before }, false],
    ['unpaid, granted beyond', { status: 'unpaid', idleSince: before - 1, grantedUntil: before }, false],
    ['past due for as long', { status: 'past_due', idleSince: before - 1 }, true],
    ['paused for as long, to end one day', { status: 'paused', idleSince: before - 1, endsAt: before + day }, true],
    ['that never began, without an end', { status: 'incomplete_expired', idleSince: before - 1 }, true],
    ['that never began', { status: 'incomplete_expired', endsAt: before - 1 }, true],
  ] as const)('%s', (_what, overrides, is) => expect(isAged(make.membership(overrides), before)).toBe(is));
});

test('nothing that gives standing is too old', () => {
  const policy = { ...settings.standing, offer: settings.offer };
  const ages = fc.integer({ min: 0, max: 1200 });
  fc.assert(
    fc.property(ages, ages, fc.boolean(), (paidAgo, endedAgo, isGift) => {
      const confirmedAt = make.someday - paidAgo * day;
      const year = { kind: 'period', membership: make.membershipId(), frequency: 'annual' } as const;
      const payment = make.payment({
        amountMinor: 5000,
        confirmedAt,
        purpose: isGift ? { kind: 'gift' } : { ...year, periodEnd: confirmedAt + 366 * day },
      });
      const endsAt = make.someday - endedAgo * day;
      const membership = make.membership({ frequency: 'annual', amountMinor: 5000, status: 'canceled', endsAt });
      const supporter = { customer: make.customerId(), generation: 0, isErased: false, payments: [payment] };
      const standing = standingOf({ ...supporter, memberships: isGift ? [] : [membership] }, make.someday, policy);
      const agedBefore = make.someday - settings.linkDays * day;
      if (standing.supporter) expect(isAged(payment, agedBefore)).toBe(false);
    }),
  );
});

describe('of a part that was stored before there was a day it ages from', () => {
  test.each([
    ['a membership without money', make.membership({ status: 'unpaid' }), true],
    ['one that never began', make.membership({ status: 'incomplete_expired' }), true],
    ['one that says since when', make.membership({ status: 'unpaid', idleSince: before }), false],
    ['one that is to end', make.membership({ status: 'past_due', endsAt: before }), false],
    ['one that is paid', make.membership({ status: 'active' }), false],
    ['a gift whose money never came', make.payment({ status: 'failed', confirmedAt: null }), true],
    [
      'a gift that says when it was begun',
      make.payment({ status: 'pending', confirmedAt: null, begunOn: before }),
      false,
    ],
    ['a gift that came', make.payment(), false],
    [
      'money of a period that never came',
      make.payment({ status: 'failed', confirmedAt: null, purpose: overdue }),
      false,
    ],
  ])('%s', (_what, part, is) => expect(isOfUnknownAge(part)).toBe(is));
});
