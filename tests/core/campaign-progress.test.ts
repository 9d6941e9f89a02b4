// What the public sees of a campaign: how many edges between tenths of the goal were passed, where only a secret says where an
// edge lies.
import { describe, expect, test } from 'vitest';
import {
  bandMinor,
  capMinor,
  draws,
  edgesPassed,
  isPublishable,
  shownMinor,
} from '../../shared/core/campaign-progress.ts';
import type { Offer } from '../../shared/core/offer.ts';
import { campaignId, currencyOf } from '../support/builders.ts';

const goal = { goalMinor: 1_000_000 };
const ten = (draw: number): number[] => Array.from({ length: 10 }, () => draw);

test('a band is a tenth of the goal, and one payment counts a fiftieth of it, or a tenth in the final figure', () =>
  expect([bandMinor(goal), capMinor(goal, 'running'), capMinor(goal, 'final')]).toEqual([100_000, 2000, 10_000]));

describe('an edge', () => {
  test.each([
    ['lies at the start of its band for the smallest draw', 0, 100_000, 1],
    ['and not before', 0, 99_999, 0],
    ['lies in its middle for a middle draw', draws / 2, 150_000, 1],
    ['and is not passed one cent before', draws / 2, 149_999, 0],
    ['lies at its end for the largest', draws - 1, 199_999, 0],
    ['so that ten are passed only with more than the goal', draws / 2, 1_050_000, 10],
    ['and nine with the goal', draws / 2, 1_000_000, 9],
    ['and none where more was returned than given', 0, -50_000, 0],
  ])('%s', (_what, draw, sumMinor, passed) => expect(edgesPassed(sumMinor, goal, ten(draw))).toBe(passed));

  test('has a place of its own, whatever the others have', () => {
    const drawn = ten(0).with(1, draws - 1);
    expect([edgesPassed(250_000, goal, drawn), edgesPassed(299_999, goal, drawn)]).toEqual([1, 1]);
    expect(edgesPassed(300_000, goal, drawn)).toBe(3);
  });
});

test.each([
  [1_000_000, 3, 300_000],
  [1_000_000, 10, 1_000_000],
  [333, 10, 333],
  [333, 3, 100],
])('of a goal of %i, %i edges are shown as %i', (goalMinor, passed, minor) =>
  expect(shownMinor({ goalMinor }, passed)).toBe(minor),
);

describe('a campaign', () => {
  const range = (minimumMinor: number) => ({ suggestedMinor: [], minimumMinor, maximumMinor: 1_000_000 });
  const offer = (currency: string, minimumMinor: number): Offer => ({
    currencies: [
      {
        currency: currencyOf(currency),
        amounts: { once: range(minimumMinor), monthly: range(minimumMinor + 1), annual: range(5000) },
      },
    ],
  });
  const campaign = { id: campaignId(), currency: currencyOf('usd'), ...goal, rates: { eur: [2, 1] as const } };
  test.each([
    ['is published where the smallest gift is a fiftieth of a band', campaign, offer('usd', 2000), true],
    ['and not where every gift is more', campaign, offer('usd', 2001), false],
    ['in its own currency', campaign, offer('eur', 1000), true],
    ['and by the rate, not the number', campaign, offer('eur', 1001), false],
    ['and not with a small goal', { ...campaign, goalMinor: 99_000 }, offer('usd', 200), false],
  ])('%s', (_what, each, offered, isIt) => expect(isPublishable(each, offered)).toBe(isIt));
});
