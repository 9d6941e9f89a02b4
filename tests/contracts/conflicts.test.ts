// DynamoDB does not queue: while a transaction holds a row, every other write on it is refused, and the SDK does not try
// again. And a supporter of whom nothing is held is taken away in steps, while a payment may come at any of them.
import { TransactionConflictException, TransactionInProgressException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { dynamodbStores } from '../../shared/adapters/dynamodb/stores.ts';
import { throwSwitch } from '../../shared/adapters/dynamodb/switches.ts';
import { stateKey } from '../../shared/adapters/dynamodb/table.ts';
import { isSame } from '../../shared/core/is-same.ts';
import * as make from '../support/builders.ts';
import { breakCalls } from '../support/dynamodb-faults.ts';
import { type FreshTable, freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { giftOf, sync } from './supporter-store-adapters.ts';

type Stores = ReturnType<typeof dynamodbStores>;
const ongoing = { $metadata: {}, message: 'Transaction is ongoing for the item' };
const conflict = new TransactionConflictException(ongoing);

describe.skipIf(isTableMissing())('on DynamoDB', () => {
  let table: FreshTable;
  let calm: Stores;
  beforeAll(async () => {
    table = await freshTable();
    calm = dynamodbStores(table.documentClient, table.tableName);
  });
  const busy = (...errors: Error[]) => {
    const client = table.connect();
    return { ...breakCalls(client, errors), client, stores: dynamodbStores(client, table.tableName) };
  };
  const total = { campaign: make.campaignId(), month: '2026-11', shard: 0, held: { raisedMinor: 0, contributions: 0 } };

  test.each<[name: string, write: (stores: Stores, client: DynamoDBDocumentClient) => Promise<unknown>]>([
    ['forgetting devices', ({ supporters }) => supporters.forgetDevices(make.customerId('busy'))],
    ['asking for an erasure', ({ supporters }) => supporters.askErasure(make.customerId('busy'), make.someday)],
    ['a tombstone', ({ anonymousPayments }) => anonymousPayments.entomb(make.customerId('busyToo'), make.someday)],
    ['correcting a total', (stores) => stores.reconciliations.correctTotal({ ...total, sum: total.held, moves: null })],
    ['an erasure', ({ erasures }) => erasures.begin(make.customerId('busy'), make.someday)],
    ['a device', ({ devices }) => devices.remember(make.device())],
    ['a checkout', ({ checkouts }) => checkouts.remember(make.checkout())],
    ['an attempt', ({ checkouts }) => checkouts.begin(make.attempt())],
    ['a saved part', ({ supporters }) => sync(supporters, giftOf('busyPart'), make.counted(1000))],
    ['a switch', (_, client) => throwSwitch(client, table.tableName, { name: 'checkouts', isStopped: false })],
  ])('%s waits for the other write, and is done', async (_name, write) => {
    const { stores, client, thrown } = busy(conflict, new TransactionInProgressException(ongoing), conflict);
    await write(stores, client);
    expect(thrown()).toBe(3);
  });

  test('a row that stays busy throws in the end, and another error at once', async () => {
    const stubborn = busy(...Array(20).fill(conflict));
    await expect(stubborn.stores.devices.remember(make.device())).rejects.toThrow(conflict);
    expect(stubborn.thrown()).toBe(7);
    const other = busy(Object.assign(new Error('no'), { name: 'ValidationException' }), conflict);
    await expect(other.stores.devices.remember(make.device())).rejects.toThrow('no');
    expect(other.thrown()).toBe(1);
  });

  /** A release, before whose how-manieth call something else happens. */
  async function releaseWith(customer: ReturnType<typeof make.customerId>, at: number, meanwhile: () => Promise<void>) {
    const client = table.connect();
    let calls = 0;
    client.middlewareStack.add(
      (next) => async (args) => {
        calls += 1;
        if (calls === at) await meanwhile();
        return next(args);
      },
      { step: 'initialize', name: 'meanwhile' },
    );
    await dynamodbStores(client, table.tableName).anonymousPayments.release(customer);
    if (calls < at) await meanwhile();
    return calls;
  }
  const steps = [1, 2, 3, 4, 5];

  test.each(steps)('a payment that comes before step %i of a release keeps what leads to its giver', async (at) => {
    const customer = make.customerId(`late${at}`);
    const emailHash = make.emailHash(`late${at}`);
    await calm.supporters.pointEmail(emailHash, customer);
    const calls = await releaseWith(customer, at, async () => {
      // As a worker does it: read, ask Stripe, save, and again where it was stale.
      for (let tries = 0; tries < 4; tries += 1) {
        const { parts, addresses } = await calm.supporters.readAllVersioned(customer);
        const part = giftOf(`late${at}`, { customer });
        const versioned = parts.get(part.id) ?? { version: 0, part: null, counted: null };
        const address = { emailHash, isKnown: addresses.some((each) => isSame(each, emailHash)) };
        const save = { customer, parts: [{ key: make.keyOf(part), versioned, part, counted: null }], address };
        if ((await calm.supporters.saveAll(save)) === 'saved') return;
      }
      throw new Error('a part stayed stale');
    });
    // Before the first look it is no release at all.
    expect(calls).toBeGreaterThanOrEqual(at === 1 ? 1 : 3);
    expect((await calm.supporters.read(customer))?.payments).toHaveLength(1);
    expect(await calm.supporters.addressesOf(customer)).toEqual([emailHash]);
    expect(await calm.supporters.pointedFrom([emailHash])).toEqual([customer]);
  });

  test.each(steps)(
    'a part or an address alone, or a death, before step %i leaves nothing that stays marked',
    async (at) => {
      const [customer, emailHash] = [make.customerId(`alone${at}`), make.emailHash(`alone${at}`)];
      await calm.supporters.forgetDevices(customer);
      await releaseWith(customer, at, async () => {
        await releaseWith(customer, 3, async () => {
          throw new Error('the process died');
        }).catch(() => undefined);
        await calm.supporters.pointEmail(emailHash, customer);
        expect(await sync(calm.supporters, giftOf(`alone${at}`, { customer }))).toBe('saved');
      });
      expect(await calm.supporters.pointedFrom([emailHash])).toEqual([customer]);
      const state = (await table.rows()).find(({ pk, sk }) => isSame({ pk, sk }, stateKey(customer)));
      expect(state).not.toHaveProperty('releasing');
    },
  );

  test('nobody’s rows go in the end', async () => {
    const customer = make.customerId('left');
    await calm.supporters.pointEmail(make.emailHash('left'), customer);
    await calm.anonymousPayments.release(customer);
    expect((await table.rows()).filter((row) => JSON.stringify(row).includes(customer))).toEqual([]);
  });
});
