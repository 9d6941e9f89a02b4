// Pointers from the keyed hash of an address to the supporters that gave under it. They name nobody: without the pepper
// the hash leads nowhere, and the address is not here.
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type CustomerId, parseCustomerId } from '../../core/ids.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import { mostPointed } from '../../ports/supporter-store.ts';
import { isErased } from './release-supporter.ts';
import { idField, parseRow } from './row-fields.ts';
import * as keys from './table.ts';
import type { TableRef } from './table-ref.ts';
import { type TransactionItems, transact } from './transaction.ts';

export async function pointEmail(table: TableRef, { pepper, hash }: EmailHash, customer: CustomerId): Promise<void> {
  const { documentClient, tableName } = table;
  const key = keys.emailKey(pepper, hash, customer);
  // Most syncs point where it points already, and looking costs a twelfth of writing.
  const { Item } = await documentClient.send(new GetCommand({ TableName: tableName, Key: key }));
  if (Item !== undefined) return;
  const items = [{ Put: { TableName: tableName, Item: key } }, rememberPointer(tableName, customer, key.pk)];
  const first = await transact(documentClient, items);
  if (first.kind === 'written' || (first.kind === 'refused' && (await isErased(table, customer)))) return;
  const again = first.kind === 'refused' ? await transact(documentClient, items) : first;
  if (again.kind !== 'written') throw new Error('an address could not be pointed to its supporter: its rows were busy');
}

/** Of a STATE: nothing is written below a tombstone, nor while somebody releases the supporter. */
export const isHeld = 'attribute_not_exists(#erasedAt) AND attribute_not_exists(#releasing)';
export const heldNames = { '#erasedAt': 'erasedAt', '#releasing': 'releasing' } as const;

// The supporter knows its pointers, because an erasure must find them without knowing the address.
export function rememberPointer(tableName: string, customer: CustomerId, pointer: string): TransactionItems[number] {
  return {
    Update: {
      TableName: tableName,
      Key: keys.stateKey(customer),
      UpdateExpression: 'ADD #pointers :pointer',
      ConditionExpression: isHeld,
      ExpressionAttributeNames: { '#pointers': 'pointers', ...heldNames },
      ExpressionAttributeValues: { ':pointer': new Set([pointer]) },
    },
  };
}

const pointerRow = z.object({ sk: idField(parseCustomerId) });

export async function pointedFrom(table: TableRef, emailHashes: readonly EmailHash[]): Promise<readonly CustomerId[]> {
  const found = await Promise.all(emailHashes.map((each) => pointersOf(table, each)));
  return [...new Set(found.flat())].sort().slice(0, mostPointed);
}

async function pointersOf({ documentClient, tableName }: TableRef, { pepper, hash }: EmailHash): Promise<CustomerId[]> {
  const { Items = [] } = await documentClient.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':pk': keys.emailPartition(pepper, hash) },
      ConsistentRead: true,
      Limit: mostPointed,
    }),
  );
  return Items.map((row) => parseRow(pointerRow, row, 'pointer').sk);
}
