// What DynamoDB answers where several parts are saved at once, and DynamoDB Local never does: conflicts with a stranger's
// transaction on the same counter, throttles, and lost answers.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { dynamodbSupporterStore } from '../../shared/adapters/dynamodb/supporter-store.ts';
import type { PartSave } from '../../shared/ports/supporter-store.ts';
import {
  campaignId,
  counted,
  customerId,
  emailHash,
  keyOf,
  membership,
  payment,
  paymentId,
} from '../support/builders.ts';
import { loseNextAnswer, refuseWrites } from '../support/dynamodb-faults.ts';
import { type FreshTable, freshTable, isTableMissing } from '../support/dynamodb-table.ts';

const canceled = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'Transaction cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const conflict = canceled('None', 'None', 'None', 'TransactionConflict');
/** More often than the store waits for. */
const stubborn = 20;

function firstSave(name: string) {
  const customer = customerId(name);
  const counts = counted(1000, { campaign: campaignId(name) });
  const parts: readonly PartSave[] = [membership({ customer }), payment({ customer, id: paymentId(name) })].map(
    (part) => {
      const versioned = { version: 0, part: null, counted: null };
      return { key: keyOf(part), versioned, part, counted: part.kind === 'payment' ? counts : null };
    },
  );
  return { customer, parts, address: { emailHash: emailHash(name), isKnown: false } };
}

describe.skipIf(isTableMissing())('parts saved together on DynamoDB', () => {
  let table: FreshTable;
  beforeAll(async () => {
    table = await freshTable();
  });
  const storeWith = (...errors: Error[]) => {
    const client = table.connect();
    return { ...refuseWrites(client, errors), store: dynamodbSupporterStore(client, table.tableName) };
  };

  test.each([1, 2, 3])(
    '%i conflicts with a stranger are waited out, and the same transaction lands',
    async (conflicts) => {
      const name = `waited${conflicts}`;
      const { store, tries } = storeWith(...Array(conflicts).fill(conflict));
      expect(await store.saveAll(firstSave(name))).toBe('saved');
      expect(tries()).toBe(conflicts + 1);
      const { parts, addresses } = await store.readAllVersioned(customerId(name));
      expect([...parts.values()].map(({ version }) => version)).toEqual([1, 1]);
      expect(addresses).toEqual([emailHash(name)]);
      expect(await raised(name)).toBe(1000);
    },
  );

  test('conflicts without end are a stale save: Stripe is asked again, and nothing was written', async () => {
    const { store, tries } = storeWith(...Array(stubborn).fill(conflict));
    expect(await store.saveAll(firstSave('stubborn'))).toBe('stale');
    expect(tries()).toBeGreaterThan(3);
    expect(await store.read(customerId('stubborn'))).toBeNull();
    expect(await raised('stubborn')).toBe(0);
  });

  test('a refusal beside a conflict is a refusal: it is not tried again on the same versions', async () => {
    const { store, tries } = storeWith(canceled('ConditionalCheckFailed', 'None', 'None', 'TransactionConflict'));
    expect(await store.saveAll(firstSave('beside'))).toBe('stale');
    expect(tries()).toBe(1);
  });

  test.each(['ThrottlingError', 'ProvisionedThroughputExceeded', 'ValidationError'])(
    '%s is thrown, never taken for a stale save',
    async (code) => {
      const { store } = storeWith(canceled('None', 'None', 'None', code));
      await expect(store.saveAll(firstSave('throttled'))).rejects.toThrow(TransactionCanceledException);
    },
  );

  test('a save whose answer was lost on the way is one save', async () => {
    const client = table.connect();
    const { lost } = loseNextAnswer(client);
    expect(await dynamodbSupporterStore(client, table.tableName).saveAll(firstSave('lost'))).toBe('saved');
    expect(lost()).toBe(1);
    expect(await raised('lost')).toBe(1000);
  });

  const raised = async (campaign: string) =>
    (await table.rows())
      .filter((row) => String(row['pk']).startsWith(`CAMPAIGN#${campaign}#`))
      .reduce((sum, row) => sum + Number(row['raisedMinor']), 0);
});
