// What every store of anonymous payments guarantees, asked of the one in memory and of the one on DynamoDB: an erased supporter never comes
// back, its money is counted exactly once, and an erasure that was interrupted is simply done again.
import { beforeEach, describe, expect, test } from 'vitest';
import { dynamodbStores } from '../../shared/adapters/dynamodb/stores.ts';
import { memoryStores } from '../../shared/adapters/memory/stores.ts';
import { anonymised } from '../../shared/core/anonymous-payment.ts';
import * as make from '../support/builders.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { contributionsIn, raisedIn } from '../support/raised-in.ts';
import { sync } from './supporter-store-adapters.ts';

const none = { raisedMinor: 0, contributions: 0 };

async function openMemory() {
  const stores = memoryStores({ token: () => '' });
  const november = async () => {
    const { raisedMinor, contributions } = stores.supporters.totals().find(({ month }) => month === '2026-11') ?? none;
    return { raisedMinor, contributions };
  };
  return { ...stores, november, everything: async () => JSON.stringify(stores.supporters.dump()) };
}
async function openTable() {
  const table = await freshTable();
  const november = async () => ({
    raisedMinor: await raisedIn(table, 'ad-free', '2026-11'),
    contributions: await contributionsIn(table, 'ad-free', '2026-11'),
  });
  const stores = dynamodbStores(table.documentClient, table.tableName);
  return { ...stores, november, everything: async () => JSON.stringify(await table.rows()) };
}
const plugs = [
  { name: 'in memory', isMissing: false, open: openMemory },
  { name: 'on DynamoDB', isMissing: isTableMissing(), open: openTable },
];

describe.each(plugs)('a store of anonymous payments $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfils its contract:', () => {
    let harness: Awaited<ReturnType<typeof openTable>>;
    beforeEach(async () => {
      harness = await open();
    });
    const part = make.payment();
    const key = make.keyOf(part);
    const total = () => harness.november();

    test('below a tombstone nothing is saved, and no address leads there any more', async () => {
      await sync(harness.supporters, part);
      const hash = make.hashOf('an address');
      await harness.supporters.pointEmail({ pepper: 'p1', hash }, part.customer);
      expect(await harness.everything()).toContain(hash);
      await harness.anonymousPayments.entomb(part.customer, make.someday);
      expect(await sync(harness.supporters, part)).toBe('erased');
      expect(await harness.supporters.read(part.customer)).toMatchObject({ isErased: true });
      expect(await harness.everything()).not.toContain(hash);
    });

    test('and nothing says any more when its address was last written to', async () => {
      const address = { pepper: 'p1', hash: make.hashOf('written to') };
      await sync(harness.supporters, part);
      await harness.supporters.pointEmail(address, part.customer);
      const take = async (request: string) => [
        await harness.links.takeMessage(address, make.hashOf(request), make.someday),
        await harness.reminders.takeAsk(address, make.hashOf(request), make.someday),
      ];
      expect([await take('one'), await take('two')]).toEqual([
        [true, true],
        [false, false],
      ]);
      await harness.anonymousPayments.entomb(part.customer, make.someday);
      expect(await take('three')).toEqual([true, true]);
    });

    test('an anonymous payment leaves its supporter and is counted on, exactly once', async () => {
      await sync(harness.supporters, part, make.counted(1000));
      await harness.anonymousPayments.remove(key);
      await harness.anonymousPayments.remove(key);
      expect(await harness.supporters.readVersioned(key)).toMatchObject({ version: 0 });
      expect(await harness.anonymousPayments.readVersioned(part.id)).toEqual({
        version: 1,
        counted: make.counted(1000),
      });
      expect(await total()).toEqual({ raisedMinor: 1000, contributions: 1 });
    });

    test('where a late sync made the anonymous payment first, moving the payment counts it only once', async () => {
      await sync(harness.supporters, part, make.counted(1000));
      const versioned = { version: 0, counted: null };
      expect(
        await harness.anonymousPayments.save({
          versioned,
          anonymousPayment: anonymised(part),
          counted: make.counted(1000),
        }),
      ).toBe('saved');
      await harness.anonymousPayments.remove(key);
      expect(await total()).toEqual({ raisedMinor: 1000, contributions: 1 });
    });

    test('a late refund changes the total, only for the version that was read', async () => {
      await sync(harness.supporters, part, make.counted(1000));
      await harness.anonymousPayments.remove(key);
      const versioned = await harness.anonymousPayments.readVersioned(part.id);
      const change = {
        versioned,
        anonymousPayment: anonymised({ ...part, returnedMinor: 400 }),
        counted: make.counted(600),
      };
      expect(await harness.anonymousPayments.save(change)).toBe('saved');
      expect(await harness.anonymousPayments.save(change)).toBe('stale');
      expect(await total()).toEqual({ raisedMinor: 600, contributions: 1 });
    });

    test('an removed membership is gone', async () => {
      const membership = make.membership();
      await sync(harness.supporters, membership);
      await harness.anonymousPayments.remove(make.keyOf(membership));
      expect(await harness.supporters.read(membership.customer)).toBeNull();
    });

    test('a version that was replaced meanwhile takes nothing away: neither a part nor what it counts', async () => {
      const membership = make.membership();
      await sync(harness.supporters, membership);
      await sync(harness.supporters, part, make.counted(1000));
      await sync(harness.supporters, membership);
      await sync(harness.supporters, part, make.counted(1000));
      expect(await harness.anonymousPayments.remove(make.keyOf(membership), 1)).toBe('stale');
      expect(await harness.anonymousPayments.remove(key, 1)).toBe('stale');
      expect((await harness.supporters.readVersioned(make.keyOf(membership))).version).toBe(2);
      expect(await harness.anonymousPayments.readVersioned(part.id)).toMatchObject({ version: 0 });
      expect(await harness.anonymousPayments.remove(make.keyOf(membership), 2)).toBe('removed');
      expect(await harness.anonymousPayments.remove(key, 2)).toBe('removed');
      expect(await harness.anonymousPayments.remove(key, 2)).toBe('removed');
      expect(await total()).toEqual({ raisedMinor: 1000, contributions: 1 });
    });

    test('nothing that is kept of an erased supporter names it, save the tombstone', async () => {
      await sync(harness.supporters, part, make.counted(1000));
      await harness.anonymousPayments.remove(key);
      const { id: _id, ...anonymousPayment } = anonymised(part);
      expect(JSON.stringify(anonymousPayment)).not.toContain(part.customer);
      expect(await harness.supporters.read(part.customer)).toBeNull();
    });

    test('of whom nothing is held nothing leads to them any more either; where a part is held all stays', async () => {
      const hash = make.hashOf('an address');
      await sync(harness.supporters, part, make.counted(1000));
      await harness.supporters.pointEmail({ pepper: 'p1', hash }, part.customer);
      await harness.supporters.forgetDevices(part.customer);
      await harness.anonymousPayments.release(part.customer);
      expect(await harness.everything()).toContain(hash);
      expect(await harness.supporters.read(part.customer)).toMatchObject({ generation: 1 });
      await harness.anonymousPayments.remove(key);
      await harness.anonymousPayments.release(part.customer);
      expect(await harness.everything()).not.toContain(hash);
      expect(await harness.everything()).not.toContain(part.customer);
      await harness.anonymousPayments.release(part.customer);
      expect(await total()).toEqual({ raisedMinor: 1000, contributions: 1 });
    });

    test('a tombstone outlives everything else', async () => {
      await harness.anonymousPayments.entomb(part.customer, make.someday);
      await harness.anonymousPayments.release(part.customer);
      expect(await sync(harness.supporters, part)).toBe('erased');
    });
  });
});
