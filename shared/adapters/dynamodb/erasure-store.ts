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
import { doneErasureMemory, type Erasure, type ErasurePlace, erasurePlaces } from '../../core/erasure.ts';
import { type CustomerId, parseCustomerId } from '../../core/ids.ts';
import type { Instant } from '../../core/time.ts';
import type { ErasureStore } from '../../ports/erasure-store.ts';
import { removeTraces } from './remove-traces.ts';
import { idField, instantField, parseRow } from './row-fields.ts';
import { jobKey, timeToLive } from './table.ts';
import { unlessRefused } from './unless-refused.ts';

interface Place {
  readonly documentClient: DynamoDBDocumentClient;
  readonly tableName: string;
}
const erasureRow = z.object({
  customer: idField(parseCustomerId),
  startedAt: instantField,
  place: z.enum(erasurePlaces),
});

export function dynamodbErasureStore(documentClient: DynamoDBDocumentClient, tableName: string): ErasureStore {
  const place = { documentClient, tableName };
  return {
    begin: (customer, at) => begin(place, customer, at),
    read: (customer) => read(place, customer),
    moveOn: (customer, next, at) => moveOn(place, customer, next, at),
    unfinished: () => unfinished(place),
    removeTraces: (customers) => removeTraces(documentClient, tableName, customers),
  };
}

async function begin(place: Place, customer: CustomerId, at: Instant): Promise<Erasure> {
  const { documentClient, tableName } = place;
  const erasure: Erasure = { customer, startedAt: at, place: 'memberships' };
  const isNew = { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } };
  const Item = { ...jobKey('erase', customer), ...erasure };
  const begunNow = await unlessRefused(documentClient.send(new PutCommand({ TableName: tableName, Item, ...isNew })));
  if (begunNow !== null) return erasure;
  const begun = await read(place, customer);
  if (begun === null) throw new Error('an erasure that was begun is not there');
  return begun;
}

async function read({ documentClient, tableName }: Place, customer: CustomerId): Promise<Erasure | null> {
  const { Item } = await documentClient.send(
    new GetCommand({ TableName: tableName, Key: jobKey('erase', customer), ConsistentRead: true }),
  );
  return Item === undefined ? null : parseRow(erasureRow, Item, 'erasure');
}

async function moveOn(
  { documentClient, tableName }: Place,
  customer: CustomerId,
  next: ErasurePlace,
  at: Instant,
): Promise<void> {
  // Of two that run it at once the slower must not take it back.
  const before = erasurePlaces.slice(0, erasurePlaces.indexOf(next) + 1);
  const names = before.map((_, index) => `:before${index}`);
  await unlessRefused(
    documentClient.send(
      new UpdateCommand({
        TableName: tableName,
        Key: jobKey('erase', customer),
        UpdateExpression: `SET #place = :next${next === 'done' ? ', #ttl = :ttl' : ''}`,
        ConditionExpression: `#place IN (${names.join()})`,
        ExpressionAttributeNames: { '#place': 'place', ...(next === 'done' ? { '#ttl': 'ttl' } : {}) },
        ExpressionAttributeValues: {
          ':next': next,
          ...Object.fromEntries(before.map((each, index) => [`:before${index}`, each])),
          ...(next === 'done' ? { ':ttl': timeToLive(at + doneErasureMemory) } : {}),
        },
      }),
    ),
  );
}

async function unfinished({ documentClient, tableName }: Place): Promise<readonly Erasure[]> {
  const found: Erasure[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await documentClient.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: '#pk = :pk',
        FilterExpression: '#place <> :done',
        ExpressionAttributeNames: { '#pk': 'pk', '#place': 'place' },
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
