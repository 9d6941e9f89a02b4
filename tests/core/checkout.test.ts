// How long things of a checkout live, against what Stripe demands of them.
import { expect, test } from 'vitest';
import { attemptLife, completeMemory, openMemory, sessionLife } from '../../shared/core/checkout.ts';
import { day, hour, minute } from '../../shared/core/time.ts';

test('a repeated request names an expiry that Stripe still accepts: at least 30 minutes ahead, at most 24 hours', () => {
  expect(sessionLife).toBeLessThanOrEqual(24 * hour);
  expect(sessionLife - attemptLife).toBeGreaterThan(30 * minute);
});
test('a checkout is remembered 48 hours beyond its session, and 30 days once complete', () =>
  expect([openMemory, completeMemory]).toEqual([48 * hour, 30 * day]));
