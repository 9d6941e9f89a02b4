// Supporters as rows of the table: one per membership and payment, one STATE with what was forgotten. Each save is one
// transaction of the part, the totals it moves, and a look at the tombstone, so no two of them can disagree.
import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { countedChanges } from '../../core/campaign.ts';
import type { CustomerId } from '../../core/ids.ts';
import { mostParts, type PartKey, type Supporter } from '../../core/supporter.ts';
import type { Instant } from '../../core/time.ts';
import type { PartSave, SupporterStore, Versioned } from '../../ports/supporter-store.ts';
import { pointEmail, pointedFrom } from './email-pointers.ts';
import { moveTotals } from './move-totals.ts';
import { parsePartRow, partRow } from './part-row.ts';
import { addressesOf, dropPointers } from './pointers.ts';
import { instantField, parseRow } from './row-fields.ts';
import { type RowUpdate, updateRow } from './row-update.ts';
import * as keys from './table.ts';
import type { TableRef } from './table-ref.ts';
import { type TransactionItems, transact } from './transaction.ts';

export function dynamodbSupporterStore(documentClient: DynamoDBDocumentClient, tableName: string): SupporterStore {
  const table = { documentClient, tableName };
  return {
    readVersioned: (key) => readVersioned(table, key),
    save: (sync) => save(table, sync),
    read: (customer) => read(table, customer),
    forgetDevices: (customer) => updateUnlessErased(table, customer, forgetting),
    askErasure: (customer, from) => updateUnlessErased(table, customer, askingUntil(from)),
    dropPointers: (customer, except) => dropPointers(table, customer, (pk) => !pk.startsWith(keys.emailPrefix(except))),
    pointEmail: (emailHash, customer) => pointEmail(table, emailHash, customer),
    addressesOf: (customer) => addressesOf(table, customer),
    pointedFrom: (emailHashes) => pointedFrom(table, emailHashes),
  };
}

async function readVersioned({ documentClient, tableName }: TableRef, key: PartKey): Promise<Versioned> {
  const { Item } = await documentClient.send(
    new GetCommand({ TableName: tableName, Key: keys.partKey(key), ConsistentRead: true }),
  );
  return Item === undefined ? { version: 0, part: null, counted: null } : parsePartRow(Item);
}

const partIndex = 0;
const tombstoneIndex = 1;

async function save({ documentClient, tableName }: TableRef, sync: PartSave): Promise<'saved' | 'stale' | 'erased'> {
  if (sync.part.id !== sync.key.id || sync.part.customer !== sync.key.customer) {
    throw new Error('a part was about to be saved under the name of another');
  }
  const outcome = await transact(documentClient, [
    putPart(tableName, sync),
    checkTombstone(tableName, sync.key.customer),
    ...moveTotals(tableName, sync.key.id, countedChanges(sync.versioned.counted, sync.counted)),
  ]);
  if (outcome.kind === 'written') return 'saved';
  if (outcome.kind === 'conflict') return 'stale';
  if (outcome.indexes.includes(tombstoneIndex)) return 'erased';
  if (outcome.indexes.includes(partIndex)) return 'stale';
  throw new Error('a condition failed that no save has');
}

function putPart(tableName: string, sync: PartSave): TransactionItems[number] {
  const { version } = sync.versioned;
  const condition =
    version === 0
      ? { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } }
      : {
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        };
  return { Put: { TableName: tableName, Item: partRow(sync), ...condition } };
}

function checkTombstone(tableName: string, customer: CustomerId): TransactionItems[number] {
  return {
    ConditionCheck: {
      TableName: tableName,
      Key: keys.stateKey(customer),
      ConditionExpression: 'attribute_not_exists(#erasedAt)',
      ExpressionAttributeNames: { '#erasedAt': 'erasedAt' },
    },
  };
}

const stateRow = z.object({
  generation: z.optional(z.int()),
  eraseFrom: z.optional(instantField),
  erasedAt: z.optional(instantField),
});

async function read(table: TableRef, customer: CustomerId): Promise<Supporter | null> {
  const rows = await rowsOf(table, customer);
  const state = parseRow(stateRow, rows.find((row) => row['sk'] === keys.stateSortKey) ?? {}, 'state');
  const parts = rows.filter((row) => isPartRow(row)).map((row) => parsePartRow(row).part);
  const isErased = state.erasedAt !== undefined;
  if (parts.length === 0 && !isErased) return null;
  return {
    customer,
    memberships: parts.filter((part) => part.kind === 'membership'),
    payments: parts.filter((part) => part.kind === 'payment'),
    generation: state.generation ?? 0,
    eraseFrom: state.eraseFrom ?? 0,
    isErased,
  };
}

type Row = Record<string, unknown>;
// Rows of other kinds may lie beside the parts one day; whoever reads parts is not troubled by them.
const isPartRow = (row: Row): boolean =>
  [keys.membershipPrefix, keys.paymentPrefix].some((prefix) => String(row['sk']).startsWith(prefix));

async function rowsOf({ documentClient, tableName }: TableRef, customer: CustomerId): Promise<Row[]> {
  const rows: Row[] = [];
  let after: Row | undefined;
  do {
    const page = await documentClient.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': 'pk' },
        ExpressionAttributeValues: { ':pk': keys.supporterPartition(customer) },
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

const forgetting = {
  set: {},
  add: { generation: 1 },
  remove: ['eraseFrom'],
  condition: 'attribute_not_exists(#erasedAt)',
};
const askingUntil = (from: Instant) => ({
  set: { eraseFrom: from },
  condition: 'attribute_not_exists(#erasedAt) AND (attribute_not_exists(#eraseFrom) OR #eraseFrom < :from)',
  values: { from },
});
/** Of who is erased nothing is stored any more: what was asked for is so. */
async function updateUnlessErased(table: TableRef, customer: CustomerId, change: RowUpdate): Promise<void> {
  await updateRow(table, keys.stateKey(customer), change);
}
