// Which memberships mean to go on, so that their next payment may be waited for.
import { describe, expect, test } from 'vitest';
import { isLive, isOverdue, membershipStatuses } from '../../shared/core/membership.ts';
import { membership, someday } from '../support/builders.ts';

describe('a membership that means to go on', () => {
  test.each(membershipStatuses)('while Stripe calls it %s', (status) =>
    expect(isLive(membership({ status }))).toBe(['active', 'trialing', 'past_due'].includes(status)),
  );
  test.each(membershipStatuses)('is none once its end is set, though Stripe calls it %s', (status) =>
    expect(isLive(membership({ status, endsAt: someday }))).toBe(false),
  );
});

describe('a membership whose event was missed', () => {
  test.each([
    ['should have renewed before', { renewsAt: someday - 1 }, true],
    ['renews just then', { renewsAt: someday }, false],
    ['should have ended before, and renews later', { renewsAt: someday + 1, endsAt: someday - 1 }, true],
    ['ends just then', { renewsAt: null, endsAt: someday }, false],
    ['neither renews nor ends', { renewsAt: null, endsAt: null }, false],
    ['has ended', { status: 'canceled', renewsAt: someday - 1, endsAt: someday - 1 }, false],
    ['never began', { status: 'incomplete_expired', renewsAt: someday - 1 }, false],
  ] as const)('%s', (_, overrides, is) => expect(isOverdue(membership(overrides), someday)).toBe(is));
});
