// Supporters as rows of the table: one per membership and payment, one STATE with what was forgotten. Each save is one
// transaction of the part, the totals it moves, and a look at the tombstone, so no two of them can disagree.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { countedChanges } from '../../core/campaign.ts';
import type { CustomerId } from '../../core/ids.ts';
import { mostParts, type PartKey, type Supporter } from '../../core/supporter.ts';
import type { Instant } from '../../core/time.ts';
import type { Noted, SupporterStore, Visit } from '../../ports/supporter-store.ts';
import { type Place, pointEmail, pointedFrom } from './email-pointers.ts';
import { moveTotals } from './move-totals.ts';
import { parsePartRow, partRow } from './part-row.ts';
import { addressesOf, dropPointers } from './pointers.ts';
import { instantField, parseRow } from './row-fields.ts';
import * as table from './table.ts';
import { type TransactionItems, transact } from './transaction.ts';

export function dynamodbSupporterStore(documentClient: DynamoDBDocumentClient, tableName: string): SupporterStore {
  const place = { documentClient, tableName };
  return {
    note: (key) => note(place, key),
    save: (visit) => save(place, visit),
    read: (customer) => read(place, customer),
    forgetDevices: (customer, since) => forget(place, customer, { field: 'devicesSince', since }),
    forgetBorrowers: (customer, since) => forget(place, customer, { field: 'borrowersSince', since }),
    dropPointers: (customer, except) =>
      dropPointers(place, customer, (pk) => !pk.startsWith(table.emailPrefix(except))),
    pointEmail: (emailHash, customer) => pointEmail(place, emailHash, customer),
    addressesOf: (customer) => addressesOf(place, customer),
    pointedFrom: (emailHashes) => pointedFrom(place, emailHashes),
  };
}

async function note({ documentClient, tableName }: Place, key: PartKey): Promise<Noted> {
  const { Item } = await documentClient.send(
    new GetCommand({ TableName: tableName, Key: table.partKey(key), ConsistentRead: true }),
  );
  return Item === undefined ? { version: 0, part: null, counted: null } : parsePartRow(Item);
}

const partPlace = 0;
const tombstonePlace = 1;

async function save({ documentClient, tableName }: Place, visit: Visit): Promise<'saved' | 'stale' | 'erased'> {
  if (visit.part.id !== visit.key.id || visit.part.customer !== visit.key.customer) {
    throw new Error('a part was about to be saved under the name of another');
  }
  const outcome = await transact(documentClient, [
    putPart(tableName, visit),
    checkTombstone(tableName, visit.key.customer),
    ...moveTotals(tableName, visit.key.id, countedChanges(visit.noted.counted, visit.counted)),
  ]);
  if (outcome.kind === 'written') return 'saved';
  if (outcome.kind === 'conflict') return 'stale';
  if (outcome.places.includes(tombstonePlace)) return 'erased';
  if (outcome.places.includes(partPlace)) return 'stale';
  throw new Error('a condition failed that no save has');
}

function putPart(tableName: string, visit: Visit): TransactionItems[number] {
  const { version } = visit.noted;
  const condition =
    version === 0
      ? { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } }
      : {
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        };
  return { Put: { TableName: tableName, Item: partRow(visit), ...condition } };
}

function checkTombstone(tableName: string, customer: CustomerId): TransactionItems[number] {
  return {
    ConditionCheck: {
      TableName: tableName,
      Key: table.stateKey(customer),
      ConditionExpression: 'attribute_not_exists(#erasedAt)',
      ExpressionAttributeNames: { '#erasedAt': 'erasedAt' },
    },
  };
}

const stateRow = z.object({
  devicesSince: z.optional(instantField),
  borrowersSince: z.optional(instantField),
  erasedAt: z.optional(instantField),
});

async function read(place: Place, customer: CustomerId): Promise<Supporter | null> {
  const rows = await rowsOf(place, customer);
  const state = parseRow(stateRow, rows.find((row) => row['sk'] === table.stateSortKey) ?? {}, 'state');
  const parts = rows.filter((row) => isPartRow(row)).map((row) => parsePartRow(row).part);
  const isErased = state.erasedAt !== undefined;
  if (parts.length === 0 && !isErased) return null;
  return {
    customer,
    memberships: parts.filter((part) => part.kind === 'membership'),
    payments: parts.filter((part) => part.kind === 'payment'),
    devicesSince: state.devicesSince ?? 0,
    borrowersSince: state.borrowersSince ?? 0,
    isErased,
  };
}

type Row = Record<string, unknown>;
// Rows of other kinds may lie beside the parts one day; whoever reads parts is not troubled by them.
const isPartRow = (row: Row): boolean =>
  [table.membershipPrefix, table.paymentPrefix].some((prefix) => String(row['sk']).startsWith(prefix));

async function rowsOf({ documentClient, tableName }: Place, customer: CustomerId): Promise<Row[]> {
  const rows: Row[] = [];
  let after: Row | undefined;
  do {
    const page = await documentClient.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': 'pk' },
        ExpressionAttributeValues: { ':pk': table.supporterPartition(customer) },
        ConsistentRead: true,
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    rows.push(...(page.Items ?? []));
    after = page.LastEvaluatedKey;
    // Answering some of them would call money missing that is there; beside the parts there is only STATE.
    if (rows.length > mostParts + 1) throw new Error('a supporter has more parts than any one person');
  } while (after !== undefined);
  return rows;
}

interface Forgetting {
  readonly field: 'devicesSince' | 'borrowersSince';
  readonly since: Instant;
}
async function forget(
  { documentClient, tableName }: Place,
  customer: CustomerId,
  { field, since }: Forgetting,
): Promise<void> {
  try {
    await documentClient.send(
      new UpdateCommand({
        TableName: tableName,
        Key: table.stateKey(customer),
        UpdateExpression: 'SET #since = :since',
        ConditionExpression: 'attribute_not_exists(#erasedAt) AND (attribute_not_exists(#since) OR #since < :since)',
        ExpressionAttributeNames: { '#since': field, '#erasedAt': 'erasedAt' },
        ExpressionAttributeValues: { ':since': since },
      }),
    );
  } catch (error) {
    // Forgotten already, or erased: what was asked for is so.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
