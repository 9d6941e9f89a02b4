// Draws of edges: the same whenever they are asked, others for each campaign, month, figure and key, and evenly spread.
import { expect, test } from 'vitest';
import { bandEdges } from '../../../shared/adapters/node/band-edges.ts';
import { keyRing } from '../../../shared/adapters/node/key-ring.ts';
import { draws } from '../../../shared/core/campaign-progress.ts';
import { campaignId } from '../../support/builders.ts';

const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64url');
const edges = bandEdges(async () => keyRing('new', { old: key(1), new: key(2) }));
const november = { campaign: campaignId(), month: '2026-11', figure: 'running', key: null } as const;

test('ten draws, the same whenever they are asked', async () => {
  const drawn = await edges.draw(november);
  expect(drawn).toEqual(await edges.draw({ ...november }));
  expect([drawn.key, drawn.drawn.length, new Set(drawn.drawn).size]).toEqual(['new', 10, 10]);
});

test.each([
  ['another month', { month: '2026-12' }],
  ['another campaign', { campaign: campaignId('other') }],
  ['the final figure', { figure: 'final' as const }],
  ['another key', { key: 'old' }],
])('%s has others', async (_what, other) => {
  const [one, two] = await Promise.all([edges.draw(november), edges.draw({ ...november, ...other })]);
  expect(one.drawn.filter((draw) => two.drawn.includes(draw))).toEqual([]);
});

test('a month keeps the key it began with, until that key is gone', async () => {
  expect((await edges.draw({ ...november, key: 'old' })).key).toBe('old');
  expect(await edges.draw({ ...november, key: 'gone' })).toEqual(await edges.draw(november));
});

test('draws are spread evenly below their bound', async () => {
  const months = Array.from({ length: 300 }, (_, at) => `${2000 + Math.floor(at / 12)}-${String((at % 12) + 1)}`);
  const all = (await Promise.all(months.map((month) => edges.draw({ ...november, month })))).flatMap(
    ({ drawn }) => drawn,
  );
  const tenths = Array.from({ length: 10 }, (_, tenth) =>
    all.filter((each) => Math.floor((each / draws) * 10) === tenth),
  );
  // 3,000 draws: 300 in each tenth, and 90 away is more than five standard deviations.
  for (const each of tenths) expect(Math.abs(each.length - 300)).toBeLessThan(90);
});
