// All workers together stay below half of Stripe's limit, on a clock that only waiting moves.
import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { pacedHttpClient } from '../../../shared/adapters/stripe/paced-client.ts';
import { mostSyncFunctions, requestsPerSecondOf } from '../../../shared/api/stripe-share.ts';

/** A client that answers at once, and when each of its requests began. */
function paced(perSecond: number) {
  let now = Date.UTC(2026, 10, 23, 9);
  const began: number[] = [];
  const sleeping: { until: number; wake: () => void }[] = [];
  const answered = Stripe.createFetchHttpClient(async () => {
    began.push(now);
    return new Response(JSON.stringify({ id: 'cus_1', object: 'customer' }));
  });
  const needs = {
    clock: { now: () => now },
    pause: { wait: (ms: number) => new Promise<void>((wake) => void sleeping.push({ until: now + ms, wake })) },
  };
  const stripe = new Stripe('sk_test_x', { httpClient: pacedHttpClient(answered, perSecond, needs), telemetry: false });
  const ask = () => stripe.customers.retrieve('cus_1');
  return {
    began,
    ask,
    async pass(ms: number) {
      const end = now + ms;
      for (;;) {
        await new Promise(setImmediate);
        const [next] = sleeping.sort((one, other) => one.until - other.until);
        if (next === undefined || next.until > end) break;
        sleeping.shift();
        now = next.until;
        next.wake();
      }
      now = end;
    },
  };
}
const mostInAnySecond = (began: readonly number[]) =>
  Math.max(...began.map((from) => began.filter((at) => at >= from && at < from + 1000).length));

describe.each([1, 6, 10])('a client of %i requests a second', (perSecond) => {
  test('lets as many begin at once, and the others later', async () => {
    const { began, ask, pass } = paced(perSecond);
    const all = Promise.all(Array.from({ length: perSecond * 4 }, ask));
    await pass(0);
    expect(began).toHaveLength(perSecond);
    await pass(5000);
    await all;
    expect(began).toHaveLength(perSecond * 4);
    // What a quiet second left over, and what this one gives.
    expect(mostInAnySecond(began)).toBeLessThanOrEqual(perSecond * 2);
    const later = began.filter((at) => at >= (began[0] ?? 0) + 1000);
    expect(mostInAnySecond(later)).toBeLessThanOrEqual(perSecond);
  });

  test('saves up no more than one second, however long nobody asked', async () => {
    const { began, ask, pass } = paced(perSecond);
    await pass(3_600_000);
    const all = Promise.all(Array.from({ length: perSecond * 3 }, ask));
    await pass(0);
    expect(began).toHaveLength(perSecond);
    await pass(10_000);
    await all;
  });
});

test.each([
  ['live', 100],
  ['test', 25],
] as const)('all workers of mode %s together take at most half of its %i', (mode, limit) => {
  expect(requestsPerSecondOf(mode) * mostSyncFunctions[mode]).toBeLessThanOrEqual(limit / 2);
  expect(requestsPerSecondOf(mode)).toBeGreaterThan(0);
});
