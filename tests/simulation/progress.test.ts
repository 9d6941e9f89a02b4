// How well can somebody who knows every payment but one guess that one from what is shown of a campaign? No better than by
// chance and m · v / 2B, over m bands B that cost the attacker about their own size, for a gift that counts v. With the rule
// broken the same attackers do far better, so the simulation can see it.
import { describe, expect, test } from 'vitest';
import { draws } from '../../shared/core/campaign-progress.ts';
import { day, hour, second } from '../../shared/core/time.ts';
import type { BandEdges } from '../../shared/ports/band-edges.ts';
import { type Attacker, accuracyOf, band, cap, openCampaign, productEdges } from './progress-world.ts';

const worlds = 800;
/** Four standard deviations of a share measured in so many worlds. */
const noise = (4 * 0.5) / Math.sqrt(worlds);
const boundOver = (bands: number): number => 0.5 + (bands * cap) / (2 * band);

/** Brings the sum to the first place where the next edge may lie: only the victim's gift can pass an edge that lies a little above. */
const creeper = (bands: number): Attacker => ({
  mornings: bands,
  ownMinor: (morning) => (morning + 1) * band,
  guess: (shown) => shown.some((each, morning) => each >= (morning + 1) * band),
});
/** The attack on the earlier rule: as many own gifts as it takes, and whatever moves next is the victim. */
const counter: Attacker = {
  mornings: 3,
  ownMinor: (morning) => (morning < 2 ? 9 : 10) * cap,
  guess: (shown) => new Set(shown).size > 1,
};
/** Pays and takes back around one edge, to meet it again and again. */
const refunder: Attacker = {
  mornings: 9,
  ownMinor: (morning) => (morning % 2 === 0 ? band : 0),
  guess: (shown) => shown.some((each) => each >= band),
};
/** Waits at one edge for many mornings. */
const waiter: Attacker = {
  mornings: 20,
  ownMinor: () => band,
  guess: (shown) => shown.some((each) => each >= band),
};
/** Knows that the first edge lies in the middle of its band. */
const knower: Attacker = { mornings: 1, ownMinor: () => 1.5 * band - cap, guess: ([shown = 0]) => shown >= band };
const attackers: readonly [string, Attacker, number][] = [
  ['counts their own gifts and waits for the next move', counter, 1],
  ['creeps up to one edge', creeper(1), 1],
  ['creeps up to five edges', creeper(5), 5],
  ['pays and takes back around one edge', refunder, 1],
  ['waits at one edge for twenty mornings', waiter, 1],
];

describe('who knows every payment but one, looks every second and', () => {
  test.each(attackers)('%s is right no more often than the bound says', async (_what, attacker, bands) => {
    expect(await accuracyOf(attacker, worlds)).toBeLessThanOrEqual(boundOver(bands) + noise);
  });

  test('gains nothing from a gift of the victim that is larger than what counts', async () => {
    const accuracy = await accuracyOf(creeper(5), worlds, { giftMinor: 50 * band });
    expect(accuracy).toBeLessThanOrEqual(boundOver(5) + noise);
  });
});

describe('the same attackers see', () => {
  const fixed = () => ({ draw: async () => ({ key: 'k', drawn: Array.from({ length: 10 }, () => draws / 2) }) });
  test('every gift, where edges lie at a place that is known', async () =>
    expect(await accuracyOf(knower, 200, { edges: fixed })).toBe(1));

  test('more than they may, where edges are drawn anew each morning', async () => {
    const moving = (seed: number, now: () => number): BandEdges => ({
      draw: (of) => productEdges(seed + 10_000 * Math.floor(now() / day)).draw(of),
    });
    expect(await accuracyOf(waiter, worlds, { edges: moving })).toBeGreaterThan(boundOver(1) + noise);
  });
});

test('in every second of two days only two change what is shown: those of the mornings', async () => {
  const { clock, own, publish, shown, victimGives } = openCampaign({ seed: 1, didVictimGive: true });
  const start = Date.UTC(2026, 10, 1);
  own(3 * band);
  victimGives();
  const changes: string[] = [];
  let before = await shown();
  for (let at = start + day; at < start + 3 * day; at += second) {
    clock.set(at);
    if ((at / second) % 86_400 === 21_600) await publish();
    const now = await shown();
    if (now !== before) changes.push(new Date(at).toISOString().slice(11, 19));
    before = now;
    // A gift in between, and its day is over by the next morning.
    if (at === start + day + 5 * hour) own(6 * band);
  }
  expect(changes).toEqual(['06:00:00', '06:00:00']);
});
