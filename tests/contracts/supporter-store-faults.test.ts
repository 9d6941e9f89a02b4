// What DynamoDB answers on bad days and DynamoDB Local never does, put in its mouth: conflicting transactions, throttles,
// lost answers, rows of another make, and more rows than one page holds.
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { dynamodbSupporterStore } from '../../shared/adapters/dynamodb/supporter-store.ts';
import { partKey, stateKey, supporterPartition } from '../../shared/adapters/dynamodb/table.ts';
import type { PartSave } from '../../shared/ports/supporter-store.ts';
import { counted, hashOf, keyOf } from '../support/builders.ts';
import { breakCalls, loseNextAnswer, refuseWrites } from '../support/dynamodb-faults.ts';
import { type FreshTable, freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { giftOf, sync } from './supporter-store-adapters.ts';

const firstSync = (name: string): PartSave => {
  const part = giftOf(name);
  return { key: keyOf(part), versioned: { version: 0, part: null, counted: null }, part, counted: counted(1000) };
};
const canceled = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'Transaction cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe.skipIf(isTableMissing())('a supporter store on DynamoDB', () => {
  let table: FreshTable;
  beforeAll(async () => {
    table = await freshTable();
  });
  const storeWith = (...errors: Error[]) => {
    const client = table.connect();
    const broken = breakCalls(client, errors);
    return { store: dynamodbSupporterStore(client, table.tableName), broken };
  };

  test.each([
    ['on the part', ['TransactionConflict', 'None', 'None']],
    ['on the tombstone', ['None', 'TransactionConflict', 'None']],
    ['on the total', ['None', 'None', 'TransactionConflict']],
  ])('a conflict of transactions %s is waited out, and the same save lands', async (name, codes) => {
    const part = giftOf(`conflict${name.length}`);
    const { store, broken } = storeWith(canceled(...codes));
    const requested = { ...firstSync('x'), key: keyOf(part), part };
    expect(await store.save(requested)).toBe('saved');
    expect(broken.thrown()).toBe(1);
  });

  test('a tombstone is heard beside a stale version and beside a conflict', async () => {
    await put({ ...stateKey(firstSync('heard').key.customer), erasedAt: 1 });
    for (const codes of [
      ['ConditionalCheckFailed', 'ConditionalCheckFailed'],
      ['TransactionConflict', 'ConditionalCheckFailed'],
    ]) {
      expect(await storeWith(canceled(...codes)).store.save(firstSync('heard'))).toBe('erased');
    }
  });

  test.each(['ThrottlingError', 'ProvisionedThroughputExceeded', 'ItemCollectionSizeLimitExceeded', 'ValidationError'])(
    '%s is thrown, never taken for a stale sync',
    async (code) => {
      const { store } = storeWith(canceled('None', 'None', code));
      await expect(store.save(firstSync('throttled'))).rejects.toThrow(TransactionCanceledException);
    },
  );

  test('a save whose answer was lost on the way is asked again, and is the same save', async () => {
    const client = table.connect();
    const { lost } = loseNextAnswer(client);
    const store = dynamodbSupporterStore(client, table.tableName);
    expect(await store.save(firstSync('lost'))).toBe('saved');
    expect(lost()).toBe(1);
    expect(await store.readVersioned(keyOf(giftOf('lost')))).toMatchObject({ version: 1 });
  });

  test('an address is pointed again when a sync held the tombstone', async () => {
    const client = table.connect();
    const { tries } = refuseWrites(client, [canceled('None', 'TransactionConflict')]);
    const store = dynamodbSupporterStore(client, table.tableName);
    await store.pointEmail({ pepper: 'p1', hash: hashOf('busy') }, giftOf('busy').customer);
    expect(tries()).toBe(2);
    // It points there now: the third time is a look and no write.
    await store.pointEmail({ pepper: 'p1', hash: hashOf('busy') }, giftOf('busy').customer);
    expect(tries()).toBe(2);
  });

  test('an address whose rows stay busy throws after two seconds, so that the sync request comes again', async () => {
    const client = table.connect();
    const { tries } = refuseWrites(client, Array(9).fill(canceled('None', 'TransactionConflict')));
    const store = dynamodbSupporterStore(client, table.tableName);
    const pointed = store.pointEmail({ pepper: 'p2', hash: hashOf('busy') }, giftOf('busy').customer);
    await expect(pointed).rejects.toThrow('busy');
    expect(tries()).toBe(7);
  });

  test('forgetting devices throws what is not the answer of its condition', async () => {
    const { store } = storeWith(Object.assign(new Error('no'), { name: 'ThrottlingException' }));
    await expect(store.forgetDevices(giftOf('thrown').customer)).rejects.toThrow('no');
    const refused = storeWith(new ConditionalCheckFailedException({ $metadata: {}, message: 'no' }));
    await expect(refused.store.forgetDevices(giftOf('thrown').customer)).resolves.toBeUndefined();
  });

  test('parts that fill several pages are read to the last one, and rows of other kinds trouble nobody', async () => {
    const { store } = storeWith();
    const names = ['page1', 'page2', 'page3', 'page4', 'page5'];
    const parts = names.map((name) => giftOf('pages', { id: giftOf(name).id }));
    for (const part of parts) await sync(store, part);
    // A query answers at most one megabyte at once; the rows lie in the order of their keys.
    for (const sk of names.map((name) => `PAYMENT#pi_${name}~`))
      await put({ sk: `OTHER${sk}`, filler: 'x'.repeat(390_000) });
    for (const part of parts) await put({ ...(await rowOf(part.id)), filler: 'x'.repeat(390_000) });
    expect((await store.read(giftOf('pages').customer))?.payments).toEqual(parts);
  });
  const put = async (row: Record<string, unknown>) => {
    const Item = { pk: supporterPartition(giftOf('pages').customer), ...row };
    await table.documentClient.send(new PutCommand({ TableName: table.tableName, Item }));
  };
  const rowOf = async (id: string) => (await table.rows()).find((row) => row['id'] === id) ?? {};

  test('a row that is not what it should be throws, and says which field but not what is in it', async () => {
    const { store } = storeWith();
    const part = giftOf('broken');
    await sync(store, part);
    const Item = { ...(await rowOf(part.id)), ...partKey(keyOf(part)), status: 'a word from somewhere' };
    await table.documentClient.send(new PutCommand({ TableName: table.tableName, Item }));
    const refusals = [store.readVersioned(keyOf(part)), store.read(part.customer)];
    for (const refusal of await Promise.allSettled(refusals)) {
      expect(refusal).toMatchObject({ status: 'rejected', reason: { message: 'a part row cannot be read: status' } });
    }
  });
});
