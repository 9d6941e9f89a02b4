// What the public sees of a campaign: rounded, late, and frozen until enough moved. From two looks at it nobody can read
// one gift.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advanceProgress,
  type CampaignProgress,
  type CampaignTotal,
  type DiscretionPolicy,
  emptyProgress,
} from '../../shared/core/campaign-progress.ts';
import { hour, minute } from '../../shared/core/time.ts';
import { campaignId, someday } from '../support/builders.ts';

const policy: DiscretionPolicy = { stepMinor: 10_000, delayHours: 6, leastCounts: 10 };
const total = (raisedMinor: number, counts: number, contributions = counts): CampaignTotal => ({
  campaign: campaignId(),
  month: '2026-11',
  raisedMinor,
  contributions,
  counts,
});
const empty = emptyProgress(campaignId(), '2026-11', someday + 25 * minute);

describe('a month that has just begun', () => {
  test('shows nothing raised, as of the full hour', () =>
    expect(empty).toEqual({
      campaign: 'ad-free',
      month: '2026-11',
      shown: { raisedMinor: 0, contributions: 0, counts: 0, asOf: someday },
      coming: null,
    }));
  test('stays so until enough payments moved it', () => {
    expect(advanceProgress(empty, total(99_000, 9), someday + hour, policy)).toBe(empty);
    expect(advanceProgress(empty, total(99_000, 10), someday + hour, policy).coming).not.toBeNull();
  });
});

describe('figures that were taken', () => {
  const taken = advanceProgress(empty, total(99_999, 10), someday, policy);

  test('are rounded down to whole steps', () =>
    expect(taken.coming).toEqual({ raisedMinor: 90_000, contributions: 10, counts: 10, asOf: someday }));
  test('are shown only when they are old enough, and unchanged by what came meanwhile', () => {
    const later = total(5_000_000, 500);
    expect(advanceProgress(taken, later, someday + 6 * hour - 1, policy)).toBe(taken);
    const shown = advanceProgress(taken, later, someday + 6 * hour, policy);
    expect(shown).toMatchObject({ shown: { raisedMinor: 90_000, contributions: 10, asOf: someday }, coming: null });
  });
  test('never show less than nothing, when more was returned than given', () =>
    expect(advanceProgress(empty, total(-25_000, 12, -2), someday, policy).coming?.raisedMinor).toBe(0));
  test('a gift and its return are two counts, so coming and going does not unfreeze the sum by itself', () => {
    const shown = advanceProgress(taken, total(0, 0), someday + 6 * hour, policy);
    expect(advanceProgress(shown, total(99_999, 18, 10), someday + 7 * hour, policy)).toBe(shown);
  });
});

describe('two looks at a campaign, whatever happened between', () => {
  const steps = fc.array(
    fc.record({ given: fc.integer({ min: -20_000, max: 20_000 }), counts: fc.nat(6), waited: fc.nat(4 * hour) }),
    { maxLength: 60 },
  );
  const shownDuring = (moves: readonly { given: number; counts: number; waited: number }[]) => {
    let progress: CampaignProgress = empty;
    let [raisedMinor, counts, now] = [0, 0, someday];
    const seen = [progress.shown];
    for (const move of moves) {
      [raisedMinor, counts, now] = [raisedMinor + move.given, counts + move.counts, now + move.waited];
      progress = advanceProgress(progress, total(raisedMinor, counts), now, policy);
      if (progress.shown !== seen.at(-1)) {
        expect(now - progress.shown.asOf).toBeGreaterThanOrEqual(policy.delayHours * hour);
        seen.push(progress.shown);
      }
    }
    return seen;
  };

  test('differ only by enough payments, in whole steps, and only after the delay', () =>
    fc.assert(
      fc.property(steps, (moves) => {
        const seen = shownDuring(moves);
        for (const [index, figures] of seen.slice(1).entries()) {
          expect(figures.counts - (seen[index]?.counts ?? 0)).toBeGreaterThanOrEqual(policy.leastCounts);
          expect(figures.raisedMinor % policy.stepMinor).toBe(0);
        }
      }),
    ));
});
