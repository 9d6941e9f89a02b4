// Takes away what leads to a supporter of whom no part is held any more. Its STATE goes last, and only as it was read: a
// part or a pointer that came meanwhile keeps it.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CustomerId } from '../../core/ids.ts';
import { pointersIn } from './pointers.ts';
import { stateKey, stateSortKey, supporterPartition } from './table.ts';
import type { TableRef } from './table-ref.ts';

export async function releaseSupporter({ documentClient, tableName }: TableRef, customer: CustomerId): Promise<void> {
  // STATE sorts behind every part: two rows show whether it is alone.
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
  if (state === undefined || others.length > 0 || state['sk'] !== stateSortKey || 'erasedAt' in state) return;
  const pointers = pointersIn(state);
  for (const pk of pointers) {
    await documentClient.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk: customer } }));
  }
  const unchanged = ['generation', 'eraseFrom', 'pointers'].map((name) =>
    name in state ? `#${name} = :${name}` : `attribute_not_exists(#${name})`,
  );
  const { generation, eraseFrom } = state;
  const held = Object.entries({
    ':generation': generation,
    ':eraseFrom': eraseFrom,
    ':pointers': state['pointers'],
  });
  const values = Object.fromEntries(held.filter(([, value]) => value !== undefined));
  try {
    await documentClient.send(
      new DeleteCommand({
        TableName: tableName,
        Key: stateKey(customer),
        ConditionExpression: ['attribute_not_exists(#erasedAt)', ...unchanged].join(' AND '),
        ExpressionAttributeNames: {
          '#erasedAt': 'erasedAt',
          '#generation': 'generation',
          '#eraseFrom': 'eraseFrom',
          '#pointers': 'pointers',
        },
        ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
      }),
    );
  } catch (error) {
    // Somebody was here meanwhile: what they left stays, and the next sync looks again.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
