// What every store of campaigns guarantees, asked of the one in memory and of the one on DynamoDB: a morning is published once,
// and each payment that counts is found once, also when it is nobody's any more.
import { beforeEach, describe, expect, test } from 'vitest';
import { dynamodbStores } from '../../shared/adapters/dynamodb/stores.ts';
import { memoryStores } from '../../shared/adapters/memory/stores.ts';
import { day } from '../../shared/core/time.ts';
import type { CountedPayment } from '../../shared/ports/campaign-store.ts';
import * as make from '../support/builders.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { giftOf, sync } from './supporter-store-adapters.ts';

const plugs = [
  { name: 'in memory', isMissing: false, open: async () => memoryStores({ token: () => '' }) },
  {
    name: 'on DynamoDB',
    isMissing: isTableMissing(),
    open: async () => {
      const { documentClient, tableName } = await freshTable();
      return dynamodbStores(documentClient, tableName);
    },
  },
];

describe.each(plugs)('a campaign store $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfils its contract:', () => {
    let stores: Awaited<ReturnType<typeof open>>;
    beforeEach(async () => {
      stores = await open();
    });
    const read = (month = '2026-11') => stores.campaignStore.readProgress(make.campaignId(), month);

    test('what was published is answered whole, of its own month and campaign', async () => {
      expect(await read()).toBeNull();
      await stores.campaignStore.publish(make.progress({ finallyPassed: 7 }));
      expect(await read()).toEqual(make.progress({ finallyPassed: 7 }));
      expect([
        await read('2026-12'),
        await stores.campaignStore.readProgress(make.campaignId('other'), '2026-11'),
      ]).toEqual([null, null]);
    });

    test('a morning is published once, and an earlier one not after it', async () => {
      await stores.campaignStore.publish(make.progress());
      await stores.campaignStore.publish(make.progress({ passed: 9 }));
      await stores.campaignStore.publish(make.progress({ passed: 9, publishedAt: make.someday - day }));
      expect(await read()).toEqual(make.progress());
      await stores.campaignStore.publish(make.progress({ passed: 4, publishedAt: make.someday + day }));
      expect(await read()).toMatchObject({ passed: 4 });
    });

    test('each payment that counts is found once, erased or not, and none that counts nothing', async () => {
      await sync(stores.supporters, giftOf('held'), make.counted(500));
      await sync(stores.supporters, giftOf('nowhere'), null);
      const gone = giftOf('gone');
      await sync(stores.supporters, gone, make.counted(700, { month: '2026-10' }));
      await stores.anonymousPayments.remove(make.keyOf(gone));
      await sync(stores.supporters, make.membership());
      const found: CountedPayment[] = [];
      for await (const each of stores.campaignStore.countedPayments()) found.push(each);
      const byAmount = found.sort((one, other) => one.counted.amountMinor - other.counted.amountMinor);
      expect(byAmount).toEqual([
        { counted: make.counted(500), confirmedAt: make.someday },
        { counted: make.counted(700, { month: '2026-10' }), confirmedAt: make.someday },
      ]);
    });
  });
});
