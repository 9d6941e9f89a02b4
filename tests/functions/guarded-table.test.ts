// The table behind the access policies, as the deployed functions of the tests meet it: what the role of a function does not open
// is refused as AWS refuses it.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbDeviceStore } from '../../shared/adapters/dynamodb/device-store.ts';
import { dynamodbSupporterStore } from '../../shared/adapters/dynamodb/supporter-store.ts';
import { throwSwitch } from '../../shared/adapters/dynamodb/switches.ts';
import type { FunctionName } from '../../shared/api/routes.ts';
import * as make from '../support/builders.ts';
import { type FreshTable, freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { known, openGuardedTable } from '../support/guarded-table.ts';

describe.skipIf(isTableMissing())('the table behind the policies', () => {
  let guard: Awaited<ReturnType<typeof openGuardedTable>>;
  let table: FreshTable;
  let documents: ReturnType<typeof createDocumentClient>;
  beforeAll(async () => {
    table = await freshTable();
    guard = await openGuardedTable(inject('dynamodbEndpoint') ?? '');
    documents = createDocumentClient({ ...localAccess, endpoint: guard.endpoint });
  });
  afterAll(async () => {
    documents?.destroy();
    await guard?.close();
  });
  const call = (functionName: FunctionName, work: () => Promise<unknown>) => known(functionName, work)({}, {});
  const stop = () => throwSwitch(documents, table.tableName, { name: 'checkouts', isStopped: true });
  const plant = () => dynamodbDeviceStore(documents, table.tableName).remember(make.device());
  const save = () => {
    const part = make.payment();
    const versioned = { version: 0, part: null, counted: null };
    const store = dynamodbSupporterStore(documents, table.tableName);
    return store.save({ key: make.keyOf(part), versioned, part, counted: null });
  };

  test.each<[string, FunctionName, () => Promise<unknown>]>([
    ['throw a switch', 'offer', stop],
    ['plant a device', 'reminders', plant],
    ['save a payment, as one part of a transaction', 'recognition', save],
  ])('%s is what %s may not do', async (_what, functionName, work) => {
    const before = guard.refused.length;
    await expect(call(functionName, work)).rejects.toThrow('refused by the policy');
    expect(guard.refused.length).toBeGreaterThan(before);
    expect(guard.refused.at(-1)).toContain(`${functionName} may not dynamodb:`);
    expect(await table.rows()).toEqual([]);
  });

  test('a function does its own work, and each part of it is judged', async () => {
    const before = [guard.judged(), guard.refused.length] as const;
    await call('recognition', plant);
    expect(await call('sync', save)).toBe('saved');
    expect(guard.judged() - before[0]).toBe(3);
    expect(guard.refused.length).toBe(before[1]);
  });
});
