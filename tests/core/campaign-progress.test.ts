// What the public may see of a campaign: late, rounded, and never a single gift.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  advanceProgress,
  type CampaignProgress,
  type CampaignTotal,
  type DiscretionPolicy,
  emptyProgress,
} from '../../shared/core/campaign-progress.ts';
import { hour } from '../../shared/core/time.ts';
import { campaignId, someday } from '../support/builders.ts';

const policy: DiscretionPolicy = { stepMinor: 10_000, delayHours: 6, leastTurns: 10 };
const start = emptyProgress(campaignId(), '2026-11', someday);
const total = (overrides: Partial<CampaignTotal>): CampaignTotal => ({
  ...{ campaign: campaignId(), month: '2026-11', raisedMinor: 0, gifts: 0, turns: 0 },
  ...overrides,
});

test('a month begins with nothing raised, as every month does', () => {
  expect(start.shown).toMatchObject({ raisedMinor: 0, gifts: 0 });
});

test('nine payments move nothing that is shown, ten do', () => {
  expect(advanceProgress(start, total({ raisedMinor: 90_000, gifts: 9, turns: 9 }), someday, policy)).toBe(start);
  const next = advanceProgress(start, total({ raisedMinor: 95_500, gifts: 10, turns: 10 }), someday, policy);
  expect(next.coming).toEqual({ raisedMinor: 90_000, gifts: 10, turns: 10, asOf: someday });
});

test('new figures are shown six hours late, and not a moment earlier', () => {
  const moved = total({ raisedMinor: 95_500, gifts: 10, turns: 10 });
  const waiting = advanceProgress(start, moved, someday, policy);
  expect(waiting.shown).toEqual(start.shown);
  expect(advanceProgress(waiting, moved, someday + 6 * hour - 1, policy)).toBe(waiting);
  expect(advanceProgress(waiting, moved, someday + 6 * hour, policy).shown.raisedMinor).toBe(90_000);
});

test('a gift and its refund are two of the ten, so that five people at least stand behind every change', () => {
  const comeAndGone = total({ raisedMinor: 0, gifts: 0, turns: 10 });
  expect(advanceProgress(start, comeAndGone, someday, policy).coming).toMatchObject({ raisedMinor: 0, gifts: 0 });
});

test('more returned than given shows nothing raised, not less than nothing', () => {
  expect(advanceProgress(start, total({ raisedMinor: -500, turns: 12 }), someday, policy).coming?.raisedMinor).toBe(0);
});

test('of two looks at it, whatever happens between, none can be told apart by fewer than ten turns', () => {
  const turn = fc.record({ amount: fc.integer({ min: 1, max: 50_000 }), hours: fc.integer({ min: 0, max: 12 }) });
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 60 }), (turns) => {
      let [progress, now, raisedMinor, count] = [start as CampaignProgress, someday, 0, 0];
      let seen = progress.shown;
      for (const { amount, hours } of turns) {
        raisedMinor += amount;
        count += 1;
        now += hours * hour;
        progress = advanceProgress(progress, total({ raisedMinor, gifts: count, turns: count }), now, policy);
        if (progress.shown === seen) continue;
        expect(progress.shown.turns - seen.turns).toBeGreaterThanOrEqual(policy.leastTurns);
        expect(progress.shown.raisedMinor % policy.stepMinor).toBe(0);
        expect(now - progress.shown.asOf).toBeGreaterThanOrEqual(policy.delayHours * hour);
        seen = progress.shown;
      }
    }),
  );
});
