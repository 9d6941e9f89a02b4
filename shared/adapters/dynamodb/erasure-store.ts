// Erasures under way: one row each, in one partition, so that the night finds them without looking through the table.
// A finished one stays for a while, so that Stripe's own late events about it begin nothing anew; then DynamoDB drops it.
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type Erasure, type ErasureStep, endOfDoneErasure, erasureSteps } from '../../core/erasure.ts';
import { type CustomerId, parseCustomerId } from '../../core/ids.ts';
import type { Instant } from '../../core/time.ts';
import type { ErasureStore } from '../../ports/erasure-store.ts';
import { removeTraces } from './remove-traces.ts';
import { idField, instantField, parseRow } from './row-fields.ts';
import { jobKey, timeToLive } from './table.ts';
import type { TableRef } from './table-ref.ts';
import { unlessRefused } from './unless-refused.ts';

const erasureRow = z.object({
  customer: idField(parseCustomerId),
  startedAt: instantField,
  step: z.enum(erasureSteps),
});

export function dynamodbErasureStore(documentClient: DynamoDBDocumentClient, tableName: string): ErasureStore {
  const table = { documentClient, tableName };
  return {
    begin: (customer, at) => begin(table, customer, at),
    read: (customer) => read(table, customer),
    moveOn: (customer, next, at) => moveOn(table, customer, next, at),
    unfinished: () => unfinished(table),
    removeTraces: (customers) => removeTraces(documentClient, tableName, customers),
  };
}

async function begin(table: TableRef, customer: CustomerId, at: Instant): Promise<Erasure> {
  const { documentClient, tableName } = table;
  const erasure: Erasure = { customer, startedAt: at, step: 'memberships' };
  const isNew = { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } };
  const Item = { ...jobKey('erase', customer), ...erasure };
  const begunNow = await unlessRefused(documentClient.send(new PutCommand({ TableName: tableName, Item, ...isNew })));
  if (begunNow !== null) return erasure;
  const begun = await read(table, customer);
  if (begun === null) throw new Error('an erasure that was begun is not there');
  return begun;
}

async function read({ documentClient, tableName }: TableRef, customer: CustomerId): Promise<Erasure | null> {
  const { Item } = await documentClient.send(
    new GetCommand({ TableName: tableName, Key: jobKey('erase', customer), ConsistentRead: true }),
  );
  return Item === undefined ? null : parseRow(erasureRow, Item, 'erasure');
}

async function moveOn(
  { documentClient, tableName }: TableRef,
  customer: CustomerId,
  next: ErasureStep,
  at: Instant,
): Promise<void> {
  // Of two that run it at once the slower must not take it back.
  const before = erasureSteps.slice(0, erasureSteps.indexOf(next) + 1);
  const names = before.map((_, index) => `:before${index}`);
  await unlessRefused(
    documentClient.send(
      new UpdateCommand({
        TableName: tableName,
        Key: jobKey('erase', customer),
        UpdateExpression: `SET #step = :next${next === 'done' ? ', #ttl = :ttl' : ''}`,
        ConditionExpression: `#step IN (${names.join()})`,
        ExpressionAttributeNames: { '#step': 'step', ...(next === 'done' ? { '#ttl': 'ttl' } : {}) },
        ExpressionAttributeValues: {
          ':next': next,
          ...Object.fromEntries(before.map((each, index) => [`:before${index}`, each])),
          ...(next === 'done' ? { ':ttl': timeToLive(endOfDoneErasure(at)) } : {}),
        },
      }),
    ),
  );
}

async function unfinished({ documentClient, tableName }: TableRef): Promise<readonly Erasure[]> {
  const found: Erasure[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await documentClient.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: '#pk = :pk',
        FilterExpression: '#step <> :done',
        ExpressionAttributeNames: { '#pk': 'pk', '#step': 'step' },
        ExpressionAttributeValues: { ':pk': jobKey('erase', '-').pk, ':done': 'done' },
        ConsistentRead: true,
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    found.push(...(page.Items ?? []).map((row) => parseRow(erasureRow, row, 'erasure')));
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
  return found;
}
