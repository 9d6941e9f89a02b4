// What every book store promises, asked of the one in memory and of the one on DynamoDB: an erased supporter never comes
// back, its money is counted exactly once, and an erasure that was interrupted is simply done again.
import { beforeEach, describe, expect, test } from 'vitest';
import { dynamodbBookStore } from '../../shared/adapters/dynamodb/book-store.ts';
import { dynamodbCampaignStore } from '../../shared/adapters/dynamodb/campaign-store.ts';
import { dynamodbSupporterStore } from '../../shared/adapters/dynamodb/supporter-store.ts';
import { memoryBookStore } from '../../shared/adapters/memory/book-store.ts';
import { memoryCampaignStore } from '../../shared/adapters/memory/campaign-store.ts';
import { memorySupporterStore } from '../../shared/adapters/memory/supporter-store.ts';
import { unlinked } from '../../shared/core/book.ts';
import * as make from '../support/builders.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { visit } from './supporter-store-plugs.ts';

async function openMemory() {
  const supporters = memorySupporterStore();
  return {
    ...{ supporters, books: memoryBookStore(supporters), campaigns: memoryCampaignStore(supporters) },
    everything: async () => JSON.stringify(supporters.dump()),
  };
}
async function openTable() {
  const { documentClient, tableName, rows } = await freshTable();
  return {
    supporters: dynamodbSupporterStore(documentClient, tableName),
    books: dynamodbBookStore(documentClient, tableName),
    campaigns: dynamodbCampaignStore(documentClient, tableName),
    everything: async () => JSON.stringify(await rows()),
  };
}
const plugs = [
  { name: 'in memory', isMissing: false, open: openMemory },
  { name: 'on DynamoDB', isMissing: isTableMissing(), open: openTable },
];

describe.each(plugs)('a book store $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('keeps its promises:', () => {
    let house: Awaited<ReturnType<typeof openTable>>;
    beforeEach(async () => {
      house = await open();
    });
    const part = make.payment();
    const key = make.keyOf(part);
    const total = async () => {
      const { raisedMinor, gifts } = await house.campaigns.readTotal(make.campaignId(), '2026-11');
      return { raisedMinor, gifts };
    };

    test('below a tombstone nothing is saved, and no address leads there any more', async () => {
      await visit(house.supporters, part);
      const hash = make.hashOf('an address');
      await house.supporters.pointEmail({ pepper: 'p1', hash }, part.customer);
      expect(await house.everything()).toContain(hash);
      await house.books.entomb(part.customer, make.someday);
      expect(await visit(house.supporters, part)).toBe('erased');
      expect(await house.supporters.read(part.customer)).toMatchObject({ isErased: true });
      expect(await house.everything()).not.toContain(hash);
    });

    test('an unlinked payment leaves its supporter and is counted on, exactly once', async () => {
      await visit(house.supporters, part, make.counted(1000));
      await house.books.unlink(key);
      await house.books.unlink(key);
      expect(await house.supporters.note(key)).toMatchObject({ version: 0 });
      expect(await house.books.note(part.id)).toEqual({ version: 1, counted: make.counted(1000) });
      expect(await total()).toEqual({ raisedMinor: 1000, gifts: 1 });
    });

    test('where a late visit made the book first, moving the payment counts it only once', async () => {
      await visit(house.supporters, part, make.counted(1000));
      const noted = { version: 0, counted: null };
      expect(await house.books.save({ noted, book: unlinked(part), counted: make.counted(1000) })).toBe('saved');
      await house.books.unlink(key);
      expect(await total()).toEqual({ raisedMinor: 1000, gifts: 1 });
    });

    test('a late refund moves the total, against the noted version only', async () => {
      await visit(house.supporters, part, make.counted(1000));
      await house.books.unlink(key);
      const noted = await house.books.note(part.id);
      const change = { noted, book: unlinked({ ...part, returnedMinor: 400 }), counted: make.counted(600) };
      expect(await house.books.save(change)).toBe('saved');
      expect(await house.books.save(change)).toBe('stale');
      expect(await total()).toEqual({ raisedMinor: 600, gifts: 1 });
    });

    test('an unlinked membership is gone', async () => {
      const membership = make.membership();
      await visit(house.supporters, membership);
      await house.books.unlink(make.keyOf(membership));
      expect(await house.supporters.read(membership.customer)).toBeNull();
    });

    test('a version that was replaced meanwhile takes nothing away: neither a part nor what it counts', async () => {
      const membership = make.membership();
      await visit(house.supporters, membership);
      await visit(house.supporters, part, make.counted(1000));
      await visit(house.supporters, membership);
      await visit(house.supporters, part, make.counted(1000));
      expect(await house.books.unlink(make.keyOf(membership), 1)).toBe('stale');
      expect(await house.books.unlink(key, 1)).toBe('stale');
      expect((await house.supporters.note(make.keyOf(membership))).version).toBe(2);
      expect(await house.books.note(part.id)).toMatchObject({ version: 0 });
      expect(await house.books.unlink(make.keyOf(membership), 2)).toBe('unlinked');
      expect(await house.books.unlink(key, 2)).toBe('unlinked');
      expect(await house.books.unlink(key, 2)).toBe('unlinked');
      expect(await total()).toEqual({ raisedMinor: 1000, gifts: 1 });
    });

    test('nothing that is kept of an erased supporter names it, save the tombstone', async () => {
      await visit(house.supporters, part, make.counted(1000));
      await house.books.unlink(key);
      const { id: _id, ...book } = unlinked(part);
      expect(JSON.stringify(book)).not.toContain(part.customer);
      expect(await house.supporters.read(part.customer)).toBeNull();
    });

    test('of whom nothing is held nothing leads to them any more either; where a part is held all stays', async () => {
      const hash = make.hashOf('an address');
      await visit(house.supporters, part, make.counted(1000));
      await house.supporters.pointEmail({ pepper: 'p1', hash }, part.customer);
      await house.supporters.forgetDevices(part.customer, make.someday);
      await house.books.release(part.customer);
      expect(await house.everything()).toContain(hash);
      expect(await house.supporters.read(part.customer)).toMatchObject({ devicesSince: make.someday });
      await house.books.unlink(key);
      await house.books.release(part.customer);
      expect(await house.everything()).not.toContain(hash);
      expect(await house.everything()).not.toContain(part.customer);
      await house.books.release(part.customer);
      expect(await total()).toEqual({ raisedMinor: 1000, gifts: 1 });
    });

    test('a tombstone outlives everything else', async () => {
      await house.books.entomb(part.customer, make.someday);
      await house.books.release(part.customer);
      expect(await visit(house.supporters, part)).toBe('erased');
    });

    test('what was last shown of a campaign is kept, and of two readers one moves it on', async () => {
      const shown = { raisedMinor: 0, gifts: 0, turns: 0, asOf: make.someday };
      const first = { campaign: make.campaignId(), month: '2026-11', shown, coming: null };
      await house.campaigns.publish(first, null);
      const one = { ...first, coming: { ...shown, raisedMinor: 100, turns: 10 } };
      await house.campaigns.publish(one, first);
      await house.campaigns.publish({ ...first, coming: { ...shown, raisedMinor: 999, turns: 11 } }, first);
      expect(await house.campaigns.readProgress(make.campaignId(), '2026-11')).toEqual(one);
      await house.campaigns.publish(first, null);
      expect(await house.campaigns.readProgress(make.campaignId(), '2026-11')).toEqual(one);
    });
  });
});
