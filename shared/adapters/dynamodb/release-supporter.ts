// Takes away what leads to a supporter of whom no part is held any more. A save looks at the supporter's STATE, and does not
// change it, so STATE is marked first: a save after that finds the mark, takes it away and tries again; one before it is seen
// by the second look. Pointers and STATE then go together, and only with the mark that was set here.
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CustomerId } from '../../core/ids.ts';
import { pointersIn } from './pointers.ts';
import { updateRow } from './row-update.ts';
import { stateKey, stateSortKey, supporterPartition } from './table.ts';
import type { TableRef } from './table-ref.ts';
import { transact } from './transaction.ts';

export async function releaseSupporter(table: TableRef, customer: CustomerId): Promise<void> {
  if ((await stateAlone(table, customer)) === null) return;
  const marked = await updateRow(table, stateKey(customer), {
    set: {},
    add: { releasing: 1 },
    condition: 'attribute_exists(#pk) AND attribute_not_exists(#erasedAt)',
  });
  if (marked === null) return;
  const state = await stateAlone(table, customer);
  if (state === null || state['releasing'] !== marked['releasing']) return endRelease(table, customer);
  // Where somebody was here meanwhile, what they left stays, and the next sync looks again.
  const { documentClient, tableName: TableName } = table;
  await transact(documentClient, [
    ...pointersIn(state).map((pk) => ({ Delete: { TableName, Key: { pk, sk: customer } } })),
    { Delete: { TableName, Key: stateKey(customer), ...asRead(state) } },
  ]);
}

/** Why STATE refused a write: a tombstone stands, or the supporter was being released, which ends here. */
export async function isErased(table: TableRef, customer: CustomerId): Promise<boolean> {
  const { documentClient, tableName } = table;
  const Key = stateKey(customer);
  const { Item } = await documentClient.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  if (Item !== undefined && 'erasedAt' in Item) return true;
  await endRelease(table, customer);
  return false;
}

/** Nobody is being released where a part is saved. A mark may also be left by who died between two steps. */
export async function endRelease(table: TableRef, customer: CustomerId): Promise<void> {
  await updateRow(table, stateKey(customer), {
    set: {},
    remove: ['releasing'],
    condition: 'attribute_exists(#releasing)',
  });
}

/** The supporter's STATE where it has no part and no tombstone, else null. STATE sorts behind every part: two rows tell. */
async function stateAlone(
  { documentClient, tableName }: TableRef,
  customer: CustomerId,
): Promise<Record<string, unknown> | null> {
  const { Items = [] } = await documentClient.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':pk': supporterPartition(customer) },
      ConsistentRead: true,
      Limit: 2,
    }),
  );
  const [state, ...others] = Items;
  const isAlone = state !== undefined && others.length === 0 && state['sk'] === stateSortKey;
  return isAlone && !('erasedAt' in state) ? state : null;
}

function asRead(state: Readonly<Record<string, unknown>>) {
  const names = ['generation', 'eraseFrom', 'pointers', 'releasing'];
  const held = names.filter((name) => name in state);
  const conditions = names.map((name) => (name in state ? `#${name} = :${name}` : `attribute_not_exists(#${name})`));
  return {
    ConditionExpression: ['attribute_not_exists(#erasedAt)', ...conditions].join(' AND '),
    ExpressionAttributeNames: Object.fromEntries([...names, 'erasedAt'].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(held.map((name) => [`:${name}`, state[name]])),
  };
}
