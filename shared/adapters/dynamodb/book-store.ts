// Payments that belong to nobody any more, and the way they came there. Moving one is a single transaction of both rows,
// so its amount is counted exactly once at every moment.
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unlinked } from '../../core/book.ts';
import { countedChanges } from '../../core/campaign.ts';
import type { CustomerId, PaymentId } from '../../core/ids.ts';
import type { PartKey } from '../../core/supporter.ts';
import type { Instant } from '../../core/time.ts';
import type { BookStore, BookVisit, NotedBook } from '../../ports/book-store.ts';
import { moveTotals, touchTotals } from './move-totals.ts';
import { parseBookkeeping, parsePartRow } from './part-row.ts';
import { pointersIn } from './pointers.ts';
import { releaseSupporter } from './release-supporter.ts';
import { bookKey, partKey, type RowKey, shardOf, stateKey } from './table.ts';
import { type TransactionItems, transact } from './transaction.ts';

interface Place {
  readonly documentClient: DynamoDBDocumentClient;
  readonly tableName: string;
}
export function dynamodbBookStore(documentClient: DynamoDBDocumentClient, tableName: string): BookStore {
  const place = { documentClient, tableName };
  return {
    entomb: (customer, at) => entomb(place, customer, at),
    unlink: (key, version) => unlink(place, key, version),
    release: (customer) => releaseSupporter(place, customer),
    note: (payment) => note(place, payment),
    save: (visit) => save(place, visit),
  };
}

// The tombstone first, then what leads to it, then the list of what led: each step can be done again.
async function entomb({ documentClient, tableName }: Place, customer: CustomerId, at: Instant): Promise<void> {
  const { Attributes } = await documentClient.send(
    new UpdateCommand({
      TableName: tableName,
      Key: stateKey(customer),
      UpdateExpression: 'SET #erasedAt = if_not_exists(#erasedAt, :at) REMOVE #devicesSince, #borrowersSince',
      ExpressionAttributeNames: {
        '#erasedAt': 'erasedAt',
        '#devicesSince': 'devicesSince',
        '#borrowersSince': 'borrowersSince',
      },
      ExpressionAttributeValues: { ':at': at },
      ReturnValues: 'ALL_NEW',
    }),
  );
  for (const pk of pointersIn(Attributes)) {
    await documentClient.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk: customer } }));
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
const unlinkTries = 5;

async function unlink(place: Place, key: PartKey, wanted?: number): Promise<'unlinked' | 'stale'> {
  for (let tries = 0; tries < unlinkTries; tries += 1) {
    const row = await readRow(place, partKey(key));
    if (row === undefined) return 'unlinked';
    const { version, counted, part } = parsePartRow(row);
    if (wanted !== undefined && version !== wanted) return 'stale';
    const removal = removeRow(place, partKey(key), version);
    if (part.kind === 'membership') {
      if ((await transact(place.documentClient, [removal])).kind === 'written') return 'unlinked';
      continue;
    }
    const book = { noted: { version: 0, counted: null }, book: unlinked(part), counted };
    const moved = await transact(place.documentClient, [
      removal,
      putBook(place, book),
      ...touchTotals(place.tableName, part.id, counted),
    ]);
    if (moved.kind === 'written') return 'unlinked';
    // A late visit made the book already, and counts it there: here it is only taken away.
    if (moved.kind === 'refused' && moved.places.includes(1)) {
      const uncounted = moveTotals(place.tableName, key.id, countedChanges(counted, null));
      if ((await transact(place.documentClient, [removal, ...uncounted])).kind === 'written') return 'unlinked';
    }
  }
  throw new Error('a part could not be unlinked: its row was busy');
}

async function note(place: Place, payment: PaymentId): Promise<NotedBook> {
  const row = await readRow(place, bookKey(payment));
  return row === undefined ? { version: 0, counted: null } : parseBookkeeping(row);
}

async function save(place: Place, visit: BookVisit): Promise<'saved' | 'stale'> {
  const outcome = await transact(place.documentClient, [
    putBook(place, visit),
    ...moveTotals(place.tableName, visit.book.id, countedChanges(visit.noted.counted, visit.counted)),
  ]);
  return outcome.kind === 'written' ? 'saved' : 'stale';
}

async function readRow({ documentClient, tableName }: Place, Key: RowKey): Promise<unknown> {
  const { Item } = await documentClient.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  return Item;
}

const removeRow = ({ tableName }: Place, Key: RowKey, version: number): TransactionItems[number] => ({
  Delete: { TableName: tableName, Key, ...versionIs(version) },
});

function putBook({ tableName }: Place, { noted, book, counted }: BookVisit): TransactionItems[number] {
  const shard = counted === null ? {} : { shard: shardOf(book.id) };
  const Item = { ...bookKey(book.id), ...book, version: noted.version + 1, counted, ...shard };
  const condition =
    noted.version === 0
      ? { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } }
      : versionIs(noted.version);
  return { Put: { TableName: tableName, Item, ...condition } };
}

const versionIs = (version: number) => ({
  ConditionExpression: '#version = :version',
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':version': version },
});
