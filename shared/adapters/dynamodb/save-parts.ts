// Saves parts of one supporter in one transaction: each part on the version that was read, the counters they move, and one
// look at the supporter's STATE, which holds the tombstone. DynamoDB takes one operation on a row at most, so two parts
// that move the same counter move it once, by their sum.
import { countedChanges } from '../../core/campaign.ts';
import type { CustomerId } from '../../core/ids.ts';
import { mostPartsSaved, type PartSave, type SupporterSave } from '../../ports/supporter-store.ts';
import { heldNames, isHeld, rememberPointer } from './email-pointers.ts';
import { moveTotalsOf } from './move-totals.ts';
import { partRow } from './part-row.ts';
import { endRelease, isErased } from './release-supporter.ts';
import * as keys from './table.ts';
import type { TableRef } from './table-ref.ts';
import { type TransactionItems, transact } from './transaction.ts';

const partIndex = 0;
const tombstoneIndex = 1;

export async function savePart(table: TableRef, sync: PartSave): Promise<'saved' | 'stale' | 'erased'> {
  const { documentClient, tableName } = table;
  const outcome = await transact(documentClient, [
    putPart(tableName, sync, sync.key.customer),
    checkState(tableName, sync.key.customer),
    ...movesOf(tableName, [sync]),
  ]);
  if (outcome.kind === 'written') return 'saved';
  if (outcome.kind === 'conflict') return 'stale';
  if (outcome.indexes.includes(tombstoneIndex)) return (await isErased(table, sync.key.customer)) ? 'erased' : 'stale';
  if (outcome.indexes.includes(partIndex)) return 'stale';
  throw new Error('a condition failed that no save has');
}

export async function saveAll(
  table: TableRef,
  { customer, parts, address }: SupporterSave,
): Promise<'saved' | 'stale'> {
  const { documentClient, tableName } = table;
  if (parts.length === 0 || parts.length > mostPartsSaved) throw new Error('as many parts cannot be saved at once');
  const outcome = await transact(documentClient, [
    ...parts.map((each) => putPart(tableName, each, customer)),
    ...stateItems(tableName, customer, address),
    ...movesOf(tableName, parts),
  ]);
  if (outcome.kind === 'written') return 'saved';
  // Where it was refused for a mark of a release, the next try finds none.
  if (outcome.kind === 'refused' && outcome.indexes.some((index) => index >= parts.length)) {
    await endRelease(table, customer);
  }
  return 'stale';
}

/** The pointer's own update of STATE takes the place of the look at the tombstone. */
function stateItems(tableName: string, customer: CustomerId, address: SupporterSave['address']): TransactionItems {
  if (address === null) return [checkState(tableName, customer)];
  const { pepper, hash } = address.emailHash;
  const pointer = keys.emailKey(pepper, hash, customer);
  if (address.isKnown) return [checkState(tableName, customer, pointer.pk)];
  return [{ Put: { TableName: tableName, Item: pointer } }, rememberPointer(tableName, customer, pointer.pk)];
}

const movesOf = (tableName: string, parts: readonly PartSave[]): TransactionItems =>
  moveTotalsOf(
    tableName,
    parts.map(({ key, versioned, counted }) => ({
      partId: key.id,
      changes: countedChanges(versioned.counted, counted),
    })),
  );

function putPart(tableName: string, sync: PartSave, customer: CustomerId): TransactionItems[number] {
  const { key, part } = sync;
  if (part.id !== key.id || part.customer !== key.customer || key.customer !== customer) {
    throw new Error('a part was about to be saved under the name of another');
  }
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

/** No tombstone stands, nobody releases it just now; and where a pointer was seen, it is there still. */
function checkState(tableName: string, customer: CustomerId, pointer?: string): TransactionItems[number] {
  const isPointed = pointer !== undefined;
  return {
    ConditionCheck: {
      TableName: tableName,
      Key: keys.stateKey(customer),
      ConditionExpression: `${isHeld}${isPointed ? ' AND contains(#pointers, :pointer)' : ''}`,
      ExpressionAttributeNames: { ...heldNames, ...(isPointed ? { '#pointers': 'pointers' } : {}) },
      ...(isPointed ? { ExpressionAttributeValues: { ':pointer': pointer } } : {}),
    },
  };
}
