// What every device store must do, asked of the one in memory and of the one on DynamoDB: a device is answered until
// its end and never after, and a forgotten one is gone.
import { beforeAll, describe, expect, test } from 'vitest';
import { dynamodbDeviceStore } from '../../shared/adapters/dynamodb/device-store.ts';
import { memoryDeviceStore } from '../../shared/adapters/memory/device-store.ts';
import { mostHoldings } from '../../shared/core/device.ts';
import type { DeviceStore } from '../../shared/ports/device-store.ts';
import { customerId, device, hashOf, holding, someday } from '../support/builders.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';

const plugs = [
  { name: 'in memory', isMissing: false, open: async (): Promise<DeviceStore> => memoryDeviceStore() },
  { name: 'on DynamoDB', isMissing: isTableMissing(), open: openTable },
];
async function openTable(): Promise<DeviceStore> {
  const { documentClient, tableName } = await freshTable();
  return dynamodbDeviceStore(documentClient, tableName);
}

describe.each(plugs)('a device store $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfils its contract:', () => {
    let store: DeviceStore;
    beforeAll(async () => {
      store = await open();
    });

    test('a device is answered whole, until its end and not a moment longer', async () => {
      const held = device({ hash: hashOf('whole') });
      await store.remember(held);
      expect(await store.read(held.hash, held.forgetAt - 1)).toEqual(held);
      expect(await store.read(held.hash, held.forgetAt)).toBeNull();
      expect(await store.read(hashOf('never seen'), someday)).toBeNull();
    });

    test('what was only borrowed stays so', async () => {
      const claimed = holding({ customer: customerId('leased') });
      const borrowed = holding({ customer: customerId('borrowed'), isBorrowed: true, freshUntil: 0 });
      const held = device({ hash: hashOf('borrowing'), holdings: [claimed, borrowed] });
      await store.remember(held);
      expect(await store.read(held.hash, someday)).toEqual(held);
    });

    test('a device remembered again is as it was remembered last', async () => {
      const first = device({ hash: hashOf('again') });
      const holdings = Array.from({ length: mostHoldings }, (_, index) =>
        holding({ customer: customerId(`c${index}`), generation: index, isBorrowed: index % 2 === 0 }),
      );
      const last = { ...first, holdings, forgetAt: someday + 1 };
      await store.remember(first);
      await store.remember(last);
      expect(await store.read(first.hash, someday)).toEqual(last);
    });

    test('a renewed device lives longer, unless it was forgotten or changed meanwhile', async () => {
      const held = device({ hash: hashOf('renewed') });
      const longer = { ...held, forgetAt: held.forgetAt + 1000 };
      await store.remember(held);
      await store.renew(held, longer);
      expect(await store.read(held.hash, someday)).toEqual(longer);
      const claimed = { ...longer, holdings: [holding({ customer: customerId('leased') })] };
      await store.remember(claimed);
      await store.renew(longer, { ...longer, forgetAt: longer.forgetAt + 1000 });
      expect(await store.read(held.hash, someday)).toEqual(claimed);
      await store.forget(held.hash);
      await store.renew(claimed, { ...claimed, forgetAt: claimed.forgetAt + 1000 });
      expect(await store.read(held.hash, someday)).toBeNull();
    });

    test('a forgotten device is gone, and forgetting it again is no error', async () => {
      const held = device({ hash: hashOf('forgotten') });
      await store.remember(held);
      await store.forget(held.hash);
      await store.forget(held.hash);
      expect(await store.read(held.hash, someday)).toBeNull();
    });

    test('what the store was given and what it answers are copies', async () => {
      const holdings = [holding()];
      const held = device({ hash: hashOf('copied'), holdings });
      await store.remember(held);
      holdings.push(holding({ customer: customerId('smuggled') }));
      Object.assign((await store.read(held.hash, someday)) ?? {}, { forgetAt: 1 });
      expect(await store.read(held.hash, someday)).toEqual(device({ hash: hashOf('copied') }));
    });
  });
});

test('what memory holds of devices survives as JSON', async () => {
  const store = memoryDeviceStore();
  await store.remember(device());
  const revived = memoryDeviceStore();
  revived.restore(JSON.parse(JSON.stringify(store.dump())));
  expect(await revived.read(device().hash, someday)).toEqual(device());
});
