// The timers of a local run: each door is called once for each hour in which it is due, on the virtual clock, and a run
// heals by night what its webhooks lost by day.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type House, startHouse } from '../../local/house.ts';
import { updateSubscription } from '../../local/stripe-sandbox/billing/update-subscription.ts';
import { createTimers } from '../../local/timers.ts';
import type { Timer } from '../../shared/api/timers.ts';
import { day, hour, minute } from '../../shared/core/time.ts';
import { httpReader } from '../support/http-reader.ts';

const start = Date.UTC(2026, 10, 22, 0, 30);
const hourly: Timer = { door: 'reconcile', input: { job: 'hourly' }, minutes: [7], hours: null, weekday: null };
const nightly: Timer = { ...hourly, input: { job: 'nightly' }, hours: [1] };

function openTimers(due: readonly Timer[], fails = false, traceOf: (timer: Timer) => string | null = () => null) {
  const [called, defects]: [[unknown, number][], unknown[]] = [[], []];
  const clock = { at: start };
  const timers = createTimers({
    doors: {
      reconcile: async (input) => {
        called.push([input, new Date(clock.at).getUTCHours()]);
        if (fails) throw new Error('a door that fails');
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
  test('is called in its own hours only, and what was called is told', async () => {
    const { called, wait } = openTimers([nightly]);
    const told = [];
    for (let hours = 0; hours < 48; hours += 1) told.push(await wait(hour));
    expect(called).toEqual([
      [{ job: 'nightly' }, 1],
      [{ job: 'nightly' }, 1],
    ]);
    expect(told.filter(Boolean)).toHaveLength(2);
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
  test('that fails is told, and called again at its next time', async () => {
    const { called, defects, wait } = openTimers([hourly], true);
    await wait(hour);
    await wait(hour);
    expect([called.length, defects.length]).toEqual([2, 2]);
  });
});

describe('a local run', () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  let house: House | undefined;
  afterEach(() => house?.stop());

  test('finds by night what no webhook told it', async () => {
    house = await startHouse({ port: 0, stateDir: null, stripe: 'sandbox', memory: true });
    const reader = httpReader(house.site, house.sandboxAddress ?? '');
    await reader.give(500);
    await house.drain();
    const desk = house.sandbox?.desk;
    if (desk === undefined) throw new Error('a run without its sandbox');
    const [id = ''] = desk.world.subscriptions.keys();
    desk.courier.storm = { ...desk.courier.storm, drop: 1 };
    // Granted by staff, and nobody is told: no ring, and no other visit would come to it for a month.
    updateSubscription(desk.world, id, { metadata: { mainstay_grant: '2099-12-31' } });
    await house.advance(hour);
    expect(await reader.standing()).toMatchObject({ reason: 'membership' });
    await house.advance(day + hour);
    expect(await reader.standing()).toMatchObject({ reason: 'granted' });
  });
});
