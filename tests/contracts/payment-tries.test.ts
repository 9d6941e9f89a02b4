// What every counter of tries to pay must do, in memory and on DynamoDB: it counts everybody together, by ten minutes.
import { describe, expect, test } from 'vitest';
import { dynamodbPaymentTries } from '../../shared/adapters/dynamodb/payment-tries.ts';
import { memoryPaymentTries } from '../../shared/adapters/memory/payment-tries.ts';
import { triesWindow } from '../../shared/core/card-testing.ts';
import { second } from '../../shared/core/time.ts';
import type { PaymentTryCounter } from '../../shared/ports/payment-tries.ts';
import { someday } from '../support/builders.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';

const plugs = [
  { name: 'in memory', isMissing: false, open: async (): Promise<PaymentTryCounter> => memoryPaymentTries() },
  { name: 'on DynamoDB', isMissing: isTableMissing(), open: openTable },
];
async function openTable(): Promise<PaymentTryCounter> {
  const { documentClient, tableName } = await freshTable();
  return dynamodbPaymentTries(documentClient, tableName);
}

describe.each(plugs)('a counter of tries $name', ({ isMissing, open }) => {
  test.skipIf(isMissing)('tells this window and the one before it, and nothing older', async () => {
    const tries = await open();
    for (const outcome of ['declined', 'declined', 'succeeded'] as const) await tries.count(outcome, someday);
    const later = someday + triesWindow;
    await tries.count('succeeded', later);
    expect(await tries.lately(later + 30 * second)).toEqual([
      { tried: 1, declined: 0 },
      { tried: 3, declined: 2 },
    ]);
    expect(await tries.lately(later + triesWindow + 60 * second)).toEqual([
      { tried: 0, declined: 0 },
      { tried: 1, declined: 0 },
    ]);
  });
});
