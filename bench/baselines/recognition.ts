// What `recognition` depends on, doing nothing: its calls to the table and for its secret, made raw.
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { answer } from './answer.ts';
import { documentClient, keyOf, TableName } from './table.ts';
import { noRow, rowSchema } from './schemas.ts';
import { readSecret } from './secrets.ts';

const documents = documentClient();
/** In the door's bundle for its other route. */
export const unused = { DeleteCommand, UpdateCommand };

export const handler = answer(async () => {
  const { Item } = await documents.send(new GetCommand({ ...keyOf('DEVICE#'), ConsistentRead: true }));
  await documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':pk': 'SUP#cus_bench' },
      ConsistentRead: true,
    }),
  );
  await documents.send(new PutCommand({ TableName, Item: { ...Item, pk: 'DEVICE#', sk: '-' } }));
  await readSecret('PASS_SECRET');
  z.parse(rowSchema, noRow);
});
