// The timers of a local run: each function is called once for each hour in which it is due, on the virtual clock, and a run
// heals by night what its webhooks lost by day.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type LocalEnvironment, startEnvironment } from '../../local/environment/environment.ts';
import { createTimers } from '../../local/environment/timers.ts';
import { updateSubscription } from '../../packages/stripe-sandbox/source/billing/update-subscription.ts';
import type { Timer } from '../../shared/api/timers.ts';
import { day, hour, minute } from '../../shared/core/time.ts';
import { httpReader } from '../support/http-reader.ts';

const start = Date.UTC(2026, 10, 22, 0, 30);
const hourly: Timer = { functionName: 'reconcile', input: { job: 'hourly' }, minutes: [7], hours: null, weekday: null };
const nightly: Timer = { ...hourly, input: { job: 'nightly' }, hours: [1] };

function openTimers(due: readonly Timer[], fails = false, traceOf: (timer: Timer) => string | null = () => null) {
  const [called, defects]: [[unknown, number][], unknown[]] = [[], []];
  const clock = { at: start };
  const timers = createTimers({
    functions: {
      reconcile: async (input) => {
        called.push([input, new Date(clock.at).getUTCHours()]);
        if (fails) throw new Error('a function that fails');
      },
    },
    clock: { now: () => clock.at },
    complain: (defect) => defects.push(defect),
    due,
    traceOf,
  });
  const wait = async (milliseconds: number): Promise<boolean> => {
    clock.at += milliseconds;
    return timers.runDue();
  };
  return { called, defects, wait };
}

describe('a timer', () => {
  test('is called once for each hour that began, however often it is looked', async () => {
    const { called, wait } = openTimers([hourly]);
    for (let looks = 0; looks < 12; looks += 1) await wait(10 * minute);
    expect(called).toHaveLength(2);
  });
  test('is called in its own hours only, and every call is reported', async () => {
    const { called, wait } = openTimers([nightly]);
    const shown = [];
    for (let hours = 0; hours < 48; hours += 1) shown.push(await wait(hour));
    expect(called).toEqual([
      [{ job: 'nightly' }, 1],
      [{ job: 'nightly' }, 1],
    ]);
    expect(shown.filter(Boolean)).toHaveLength(2);
  });
  test('skips no hour where the clock leapt, and asks for none twice where two look at once', async () => {
    const { called, wait } = openTimers([hourly]);
    await Promise.all([wait(5 * hour), wait(0), wait(0)]);
    expect(called).toHaveLength(5);
  });
  test('that looks for what happened is left alone while nothing did', async () => {
    let happened = 'one thing';
    const other = { ...hourly, input: { job: 'always' } };
    const { called, wait } = openTimers([hourly, other], false, ({ input }) =>
      input.job === 'always' ? null : happened,
    );
    for (let hours = 0; hours < 3; hours += 1) await wait(hour);
    happened = 'another';
    await wait(hour);
    expect(called.filter(([input]) => JSON.stringify(input).includes('hourly'))).toHaveLength(2);
    expect(called).toHaveLength(6);
  });
  test('that fails is reported, and called again at its next time', async () => {
    const { called, defects, wait } = openTimers([hourly], true);
    await wait(hour);
    await wait(hour);
    expect([called.length, defects.length]).toEqual([2, 2]);
  });
});

describe('a local run', () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  let environment: LocalEnvironment | undefined;
  afterEach(() => environment?.stop());

  test('finds at night what no webhook reported', async () => {
    environment = await startEnvironment({ port: 0, stateDir: null, stripe: 'sandbox', memory: true });
    const reader = httpReader(environment.site, environment.sandboxAddress ?? '');
    await reader.give();
    await environment.drain();
    const state = environment.sandbox?.state;
    if (state === undefined) throw new Error('a run without its sandbox');
    const [id = ''] = state.world.subscriptions.keys();
    state.deliveries.storm = { ...state.deliveries.storm, drop: 1 };
    // Granted by staff without an event: no sync request, and no other sync for a month.
    updateSubscription(state.world, id, { metadata: { mainstay_grant: '2099-12-31' } });
    await environment.advance(hour);
    expect(await reader.standing()).toMatchObject({ supporter: true });
    await environment.advance(day + hour);
    expect(await reader.standing()).toMatchObject({ supporter: true });
  });
});
