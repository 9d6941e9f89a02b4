// Payments that belong to nobody any more, and the way they came there. Moving one is a single transaction of both rows,
// so its amount is counted exactly once at every moment.
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { anonymised } from '../../core/anonymous-payment.ts';
import { countedChanges } from '../../core/campaign.ts';
import type { CustomerId, PaymentId } from '../../core/ids.ts';
import type { PartKey } from '../../core/supporter.ts';
import { boundaryBefore, type Instant } from '../../core/time.ts';
import type {
  AnonymousPaymentSave,
  AnonymousPaymentStore,
  VersionedAnonymousPayment,
} from '../../ports/anonymous-payment-store.ts';
import { moveTotals, touchTotals } from './move-totals.ts';
import { parseBookkeeping, parsePartRow } from './part-row.ts';
import { pointersIn } from './pointers.ts';
import { releaseSupporter } from './release-supporter.ts';
import { anonymousPaymentKey, messagesOfPointer, partKey, type RowKey, shardOf, stateKey } from './table.ts';
import type { TableRef } from './table-ref.ts';
import { type TransactionItems, transact } from './transaction.ts';

export function dynamodbAnonymousPaymentStore(
  documentClient: DynamoDBDocumentClient,
  tableName: string,
): AnonymousPaymentStore {
  const table = { documentClient, tableName };
  return {
    entomb: (customer, at) => entomb(table, customer, at),
    remove: (key, version) => remove(table, key, version),
    release: (customer) => releaseSupporter(table, customer),
    readVersioned: (payment) => readVersioned(table, payment),
    save: (sync) => save(table, sync),
  };
}

// The tombstone first, then what leads to it, then the list of what led: each step can be done again.
async function entomb({ documentClient, tableName }: TableRef, customer: CustomerId, at: Instant): Promise<void> {
  const { Attributes } = await documentClient.send(
    new UpdateCommand({
      TableName: tableName,
      Key: stateKey(customer),
      UpdateExpression: 'SET #erasedAt = if_not_exists(#erasedAt, :at) REMOVE #generation, #eraseFrom, #releasing',
      ExpressionAttributeNames: {
        '#erasedAt': 'erasedAt',
        '#generation': 'generation',
        '#eraseFrom': 'eraseFrom',
        '#releasing': 'releasing',
      },
      ExpressionAttributeValues: { ':at': boundaryBefore(at) },
      ReturnValues: 'ALL_NEW',
    }),
  );
  for (const pk of pointersIn(Attributes)) {
    await documentClient.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk: customer } }));
    for (const Key of messagesOfPointer(pk)) {
      await documentClient.send(new DeleteCommand({ TableName: tableName, Key }));
    }
  }
  await documentClient.send(
    new UpdateCommand({
      TableName: tableName,
      Key: stateKey(customer),
      UpdateExpression: 'REMOVE #pointers',
      ExpressionAttributeNames: { '#pointers': 'pointers' },
    }),
  );
}

/** A worker that saved at the same moment is past after one more look. */
const removeTries = 5;

async function remove(table: TableRef, key: PartKey, wanted?: number): Promise<'removed' | 'stale'> {
  for (let tries = 0; tries < removeTries; tries += 1) {
    const row = await readRow(table, partKey(key));
    if (row === undefined) return 'removed';
    const { version, counted, part } = parsePartRow(row);
    if (wanted !== undefined && version !== wanted) return 'stale';
    const removal = removeRow(table, partKey(key), version);
    if (part.kind === 'membership') {
      if ((await transact(table.documentClient, [removal])).kind === 'written') return 'removed';
      continue;
    }
    const anonymousPayment = { versioned: { version: 0, counted: null }, anonymousPayment: anonymised(part), counted };
    const moved = await transact(table.documentClient, [
      removal,
      putAnonymousPayment(table, anonymousPayment),
      ...touchTotals(table.tableName, part.id, counted),
    ]);
    if (moved.kind === 'written') return 'removed';
    // A late sync made the anonymous payment already, and counts it there: here it is only taken away.
    if (moved.kind === 'refused' && moved.indexes.includes(1)) {
      const uncounted = moveTotals(table.tableName, key.id, countedChanges(counted, null));
      if ((await transact(table.documentClient, [removal, ...uncounted])).kind === 'written') return 'removed';
    }
  }
  throw new Error('a part could not be anonymised: its row was busy');
}

async function readVersioned(table: TableRef, payment: PaymentId): Promise<VersionedAnonymousPayment> {
  const row = await readRow(table, anonymousPaymentKey(payment));
  return row === undefined ? { version: 0, counted: null } : parseBookkeeping(row);
}

async function save(table: TableRef, sync: AnonymousPaymentSave): Promise<'saved' | 'stale'> {
  const outcome = await transact(table.documentClient, [
    putAnonymousPayment(table, sync),
    ...moveTotals(table.tableName, sync.anonymousPayment.id, countedChanges(sync.versioned.counted, sync.counted)),
  ]);
  return outcome.kind === 'written' ? 'saved' : 'stale';
}

async function readRow({ documentClient, tableName }: TableRef, Key: RowKey): Promise<unknown> {
  const { Item } = await documentClient.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  return Item;
}

const removeRow = ({ tableName }: TableRef, Key: RowKey, version: number): TransactionItems[number] => ({
  Delete: { TableName: tableName, Key, ...versionIs(version) },
});

function putAnonymousPayment(
  { tableName }: TableRef,
  { versioned, anonymousPayment, counted }: AnonymousPaymentSave,
): TransactionItems[number] {
  const shard = counted === null ? {} : { shard: shardOf(anonymousPayment.id) };
  const Item = {
    ...anonymousPaymentKey(anonymousPayment.id),
    ...anonymousPayment,
    version: versioned.version + 1,
    counted,
    ...shard,
  };
  const condition =
    versioned.version === 0
      ? { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } }
      : versionIs(versioned.version);
  return { Put: { TableName: tableName, Item, ...condition } };
}

const versionIs = (version: number) => ({
  ConditionExpression: '#version = :version',
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':version': version },
});
