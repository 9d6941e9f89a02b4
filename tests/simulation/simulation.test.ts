// Some hundred worlds at every run, and a test of the test: a simulation that lets a broken worker pass proves nothing.
import { expect, test } from 'vitest';
import { breakages } from './breakages.ts';
import { simulateMeeting } from './meeting-world.ts';
import { simulateWorld } from './simulate-world.ts';

const worlds = 300;
const meetings = 1000;
/** A worker that breaks the rule must be found within so many meetings; the storms find some of them too. */
const mostSeeds = 300;

test(`in ${worlds} worlds of storms our state becomes Stripe's, and no standing exists without money`, async () => {
  const broken: string[] = [];
  for (let seed = 1; seed <= worlds; seed += 1) {
    const report = await simulateWorld(seed);
    broken.push(...report.broken.map((sentence) => `seed ${seed}: ${sentence}`));
  }
  expect(broken).toEqual([]);
}, 240_000);

test(`in ${meetings} meetings of workers our state becomes Stripe's without a reconciliation`, async () => {
  const broken: string[] = [];
  for (let seed = 1; seed <= meetings; seed += 1) {
    broken.push(...(await simulateMeeting(seed)).map((sentence) => `seed ${seed}: ${sentence}`));
  }
  expect(broken).toEqual([]);
}, 240_000);

test('the faults happen: lost and repeated deliveries, killed tasks and failures', async () => {
  const reports = await Promise.all(Array.from({ length: 20 }, (_, at) => simulateWorld(at + 1)));
  for (const what of ['deliveries', 'dropped', 'repeated', 'deaths', 'errors'] as const) {
    expect(reports.reduce((sum, report) => sum + report[what], 0)).toBeGreaterThan(10);
  }
});

test('the same seed gives the same history twice', async () => {
  expect(await simulateWorld(42)).toEqual(await simulateWorld(42));
});

test.each(breakages)(
  'a worker with the fault "%s" is caught',
  async (breakage) => {
    for (let seed = 1; seed <= mostSeeds; seed += 1) {
      if ((await simulateMeeting(seed, breakage)).length > 0) return;
    }
    expect.fail(`not caught within ${mostSeeds} seeds`);
  },
  240_000,
);
