// How long things of a checkout live, against what Stripe demands of them, and how fine their ends are.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  attemptLife,
  completeMemory,
  endOfComplete,
  endOfOpen,
  openMemory,
  sessionLife,
  startOfAttempt,
} from '../../shared/core/checkout.ts';
import { day, hour, minute } from '../../shared/core/time.ts';

test('a repeated request names an expiry that Stripe still accepts: at least 30 minutes ahead, at most 24 hours', () => {
  expect(sessionLife).toBeLessThanOrEqual(24 * hour);
  expect(sessionLife - attemptLife).toBeGreaterThan(30 * minute);
});
test('a checkout is remembered 48 hours beyond its session, and 30 days once complete', () =>
  expect([openMemory, completeMemory]).toEqual([48 * hour, 30 * day]));

test('at every instant: the first expiry is one that Stripe accepts, and what is stored says no more than it must', () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), (now) => {
      const startedAt = startOfAttempt(now);
      expect(startedAt + sessionLife - now).toBeGreaterThan(54 * minute);
      expect(startedAt % (5 * minute)).toBe(0);
      const [open, complete] = [endOfOpen(now), endOfComplete(now)];
      expect([open % day, new Date(complete).getUTCDay(), complete % day]).toEqual([0, 1, 0]);
      expect(open - now).toBeGreaterThanOrEqual(48 * hour);
      expect(open - now).toBeLessThan(72 * hour);
      expect(complete - now).toBeGreaterThan(22 * day);
      expect(complete - now).toBeLessThanOrEqual(30 * day);
    }),
  ));
