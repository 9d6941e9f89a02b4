// Money as the oracle says it, in some hundred worlds without losses; and a test of the oracle: each planted fault of money
// must be noticed.
import { expect, test } from 'vitest';
import { moneyFaults } from './money-faults.ts';
import { simulateMoney } from './money-world.ts';

const worlds = 100;
/** A fault must be noticed within so many. */
const mostSeeds = 300;

test(`in ${worlds} worlds every standing and every total is what was paid, at every calm moment`, async () => {
  const broken: string[] = [];
  for (let seed = 1; seed <= worlds; seed += 1) {
    broken.push(...(await simulateMoney(seed)).map((sentence) => `seed ${seed}: ${sentence}`));
  }
  expect(broken).toEqual([]);
}, 240_000);

test.each(Object.entries(moneyFaults))(
  'the fault "%s" is noticed',
  async (_, fault) => {
    for (let seed = 1; seed <= mostSeeds; seed += 1) {
      if ((await simulateMoney(seed, fault)).length > 0) return;
    }
    expect.fail(`not noticed within ${mostSeeds} seeds`);
  },
  240_000,
);
