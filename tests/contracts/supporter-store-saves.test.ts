// What every supporter store must do of a save, asked of the one in memory and of the one on DynamoDB: it is all or
// nothing, succeeds only for the version that was read, and moves that version even where nothing changed.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Counted } from '../../shared/core/campaign.ts';
import type { Part } from '../../shared/core/supporter.ts';
import type { SupporterStore } from '../../shared/ports/supporter-store.ts';
import { campaignId, counted, customerId, keyOf } from '../support/builders.ts';
import { giftOf, type SupporterPlug, supporterPlugs, sync, type Total } from './supporter-store-adapters.ts';

const twenty = Array.from({ length: 20 }, (_, index) => index);

describe.each(supporterPlugs)('a save $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfils its contract:', () => {
    let plug: SupporterPlug;
    let store: SupporterStore;
    beforeAll(async () => {
      plug = await open();
      store = plug.store;
    });

    test('a part that was never saved is read as version 0, empty', async () => {
      expect(await store.readVersioned(keyOf(giftOf('unsaved')))).toEqual({ version: 0, part: null, counted: null });
    });

    test('a part is replaced whole: nothing of an older truth stays in it', async () => {
      const part = giftOf('replaced', { settled: { amountMinor: 1, currency: giftOf('replaced').currency } });
      await sync(store, part, counted(5, { campaign: campaignId('replaced') }));
      await sync(store, { ...part, settled: null });
      expect(await store.readVersioned(keyOf(part))).toEqual({
        version: 2,
        part: { ...part, settled: null },
        counted: null,
      });
    });

    test('an unchanged part still moves the version, so that a slower sync is refused', async () => {
      const part = giftOf('unchanged');
      await sync(store, part);
      const slower = await store.readVersioned(keyOf(part));
      expect(await sync(store, part)).toBe('saved');
      expect(await store.readVersioned(keyOf(part))).toMatchObject({ version: 2 });
      expect(await store.save({ key: keyOf(part), versioned: slower, part, counted: null })).toBe('stale');
    });

    test('a stale save changes neither the part nor the totals', async () => {
      const campaign = campaignId('stale');
      const part = giftOf('stale');
      const key = keyOf(part);
      const early = await store.readVersioned(key);
      await sync(store, part, counted(1000, { campaign }));
      const late = { key, versioned: early, part: { ...part, amountMinor: 9 }, counted: counted(9, { campaign }) };
      expect(await store.save(late)).toBe('stale');
      expect(await store.readVersioned(key)).toMatchObject({ version: 1, part: { amountMinor: 1000 } });
      expect((await plug.totals())['stale#2026-11']).toEqual({ raisedMinor: 1000, contributions: 1 });
    });

    test('of twenty saves for one version exactly one succeeds, and it alone is counted', async () => {
      const campaign = campaignId('twenty');
      const part = giftOf('twenty');
      const key = keyOf(part);
      for (const version of [1, 2, 3]) {
        const versioned = await store.readVersioned(key);
        const outcomes = await Promise.all(
          twenty.map((index) => store.save({ key, versioned, part, counted: counted(100 + index, { campaign }) })),
        );
        expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
        expect(outcomes.filter((outcome) => outcome === 'stale')).toHaveLength(19);
        const now = await store.readVersioned(key);
        expect(now.version).toBe(version);
        expect((await plug.totals())['twenty#2026-11']).toEqual({
          raisedMinor: now.counted?.amountMinor,
          contributions: 1,
        });
      }
    });

    test('of twenty workers that try again none is lost and none is doubled', async () => {
      const part = giftOf('workers');
      const campaign = campaignId('workers');
      await Promise.all(twenty.map((index) => syncUntilSaved(store, part, counted(index + 1, { campaign }))));
      const now = await store.readVersioned(keyOf(part));
      expect(now.version).toBe(20);
      expect((await plug.totals())['workers#2026-11']).toEqual({
        raisedMinor: now.counted?.amountMinor,
        contributions: 1,
      });
    });

    test('whatever is saved in whatever order, each total is the sum over the parts that count in it', async () => {
      const campaigns = [campaignId('sum-one'), campaignId('sum-two')];
      const parts = Array.from({ length: 6 }, (_, index) => giftOf(`sum${index}`));
      const chance = chanceOf(20261123);
      for (let step = 0; step < 80; step += 1) {
        const campaign = campaigns[chance(2)] ?? campaignId();
        const counts = chance(4) === 0 ? null : counted(chance(1000), { campaign, month: `2026-1${chance(2)}` });
        await sync(store, parts[chance(parts.length)] ?? giftOf('sum'), counts);
      }
      const now = await Promise.all(parts.map((part) => store.readVersioned(keyOf(part))));
      const totals = Object.entries(await plug.totals()).filter(([ref]) => ref.startsWith('sum-'));
      const standing = totals.filter(([, { contributions, raisedMinor }]) => contributions !== 0 || raisedMinor !== 0);
      expect(Object.fromEntries(standing)).toEqual(sumOf(now.flatMap((each) => each.counted ?? [])));
    });

    test('a part is never saved under the name of another', async () => {
      const key = keyOf(giftOf('named'));
      const versioned = await store.readVersioned(key);
      for (const part of [giftOf('other'), giftOf('named', { customer: customerId('other') })]) {
        await expect(store.save({ key, versioned, part, counted: null })).rejects.toThrow('under the name of another');
      }
      expect(await store.read(key.customer)).toBeNull();
    });
  });
});

async function syncUntilSaved(store: SupporterStore, part: Part, counts: Counted): Promise<void> {
  for (let tries = 1; tries <= 200; tries += 1) if ((await sync(store, part, counts)) === 'saved') return;
  throw new Error('never saved');
}

function sumOf(all: readonly Counted[]): Record<string, Total> {
  const sums: Record<string, Total> = {};
  for (const { campaign, month, amountMinor } of all) {
    const { raisedMinor, contributions } = sums[`${campaign}#${month}`] ?? { raisedMinor: 0, contributions: 0 };
    sums[`${campaign}#${month}`] = { raisedMinor: raisedMinor + amountMinor, contributions: contributions + 1 };
  }
  return sums;
}

/** Numbers below `limit` that are the same in every run (mulberry32). */
function chanceOf(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
