// Which memberships mean to go on, so that their next payment may be waited for.
import { describe, expect, test } from 'vitest';
import { isLive, membershipStatuses } from '../../shared/core/membership.ts';
import { membership, someday } from '../support/builders.ts';

describe('a membership that means to go on', () => {
  test.each(membershipStatuses)('while Stripe calls it %s', (status) =>
    expect(isLive(membership({ status }))).toBe(['active', 'trialing', 'past_due'].includes(status)),
  );
  test.each(membershipStatuses)('is none once its end is set, though Stripe calls it %s', (status) =>
    expect(isLive(membership({ status, endsAt: someday }))).toBe(false),
  );
});
