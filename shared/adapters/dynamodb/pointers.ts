// The rows that lead from the keyed hash of an address to a supporter. The supporter's STATE lists them, because they must
// be found without the address.
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type CustomerId, known, parseHash } from '../../core/ids.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import { parseRow } from './row-fields.ts';
import { stateKey } from './table.ts';
import type { TableRef } from './table-ref.ts';
import { transact } from './transaction.ts';

const pointersRow = z.object({ pointers: z.optional(z.set(z.string())) });
export const pointersIn = (state: unknown): readonly string[] => [
  ...(parseRow(pointersRow, state ?? {}, 'state').pointers ?? []),
];

export async function addressesOf({ documentClient, tableName }: TableRef, customer: CustomerId): Promise<EmailHash[]> {
  const key = { TableName: tableName, Key: stateKey(customer), ConsistentRead: true };
  const { Item } = await documentClient.send(new GetCommand(key));
  return pointersIn(Item).map((pk) => addressOf(pk));
}

/** The address that a pointer's partition is of. */
export function addressOf(pk: string): EmailHash {
  const [, pepper = '', hash = ''] = pk.split('#');
  return { pepper, hash: known(parseHash(hash)) };
}

export async function dropPointers(
  table: TableRef,
  customer: CustomerId,
  isDropped: (pk: string) => boolean,
): Promise<number> {
  const { documentClient, tableName } = table;
  const Key = stateKey(customer);
  const { Item } = await documentClient.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  const dropped = pointersIn(Item).filter(isDropped);
  for (const pk of dropped) await dropPointer(table, customer, pk);
  return dropped.length;
}

// The row and its name in the list go together, so that no interruption leaves one that nobody finds.
async function dropPointer({ documentClient, tableName }: TableRef, customer: CustomerId, pk: string): Promise<void> {
  const outcome = await transact(documentClient, [
    { Delete: { TableName: tableName, Key: { pk, sk: customer } } },
    {
      Update: {
        TableName: tableName,
        Key: stateKey(customer),
        UpdateExpression: 'DELETE #pointers :pointer',
        ExpressionAttributeNames: { '#pointers': 'pointers' },
        ExpressionAttributeValues: { ':pointer': new Set([pk]) },
      },
    },
  ]);
  if (outcome.kind !== 'written') throw new Error('a pointer could not be taken away: its rows were busy');
}
