// Trials of asks err no more often than they say, and find what is worth knowing. The same trials judged at every tenth gift err far
// more often, so the simulation can see it. `npm run simulate -- --trials --seeds 10000` runs the number that docs/web.md states.
import { expect, test } from 'vitest';
import { binomialP } from '../../operations/report/trial-statistics.ts';
import { dice } from './dice.ts';
import { giftsOf, simulateTrial } from './trial-world.ts';

const trials = 250;
const seeds = Array.from({ length: trials }, (_, at) => at + 1);

test('of trials without a difference at most one in twenty calls one, and a difference that counts is found', () => {
  const outcomes = seeds.map(simulateTrial);
  const sum = (name: 'falseAlarms' | 'found') => outcomes.reduce((all, each) => all + each[name], 0);
  // Three standard deviations above the rate, of so many trials.
  expect(sum('falseAlarms')).toBeLessThanOrEqual(trials * 0.05 + 3 * Math.sqrt(trials * 0.05 * 0.95));
  expect(sum('found')).toBeGreaterThanOrEqual(trials * 0.8 - 3 * Math.sqrt(trials * 0.8 * 0.2));
});

test('whoever looks after every tenth gift and stops at 5 % errs three times as often', () => {
  const stopped = seeds.filter((seed) => {
    const gifts = giftsOf(dice(seed), { variants: 2, times: 1, isCrowded: true, wanted: 240 });
    return gifts.some((_, at) => {
      const seen = gifts.slice(0, at);
      return at % 10 === 0 && at > 0 && binomialP(seen.filter(({ arm }) => arm === 'b').length, at) <= 0.05;
    });
  });
  expect(stopped.length).toBeGreaterThan(trials * 0.15);
});
