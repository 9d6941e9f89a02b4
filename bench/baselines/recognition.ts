// What `recognition` depends on, doing nothing: its calls to the table and for its secret, made raw.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { suite } from '../../shared/adapters/hpke/suite.ts';
import { answer } from './answer.ts';
import { noRow, rowSchema } from './schemas.ts';
import { readSecret } from './secrets.ts';
import { documentClient, keyOf, TableName } from './table.ts';

const documents = documentClient();
/** In the function's bundle for its other route. */
export const unused = { DeleteCommand, PutCommand, SQSClient, SendMessageCommand, suite };

export const handler = answer(async () => {
  await documents.send(new GetCommand({ ...keyOf('DEVICE#'), ConsistentRead: true }));
  await documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':pk': 'SUP#cus_bench' },
      ConsistentRead: true,
    }),
  );
  await documents.send(
    new UpdateCommand({
      ...keyOf('DEVICE#'),
      UpdateExpression: 'SET #ttl = :ttl',
      ConditionExpression: '#ttl = :before',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':ttl': 2, ':before': 1 },
    }),
  );
  await readSecret('PASS_SECRET');
  z.parse(rowSchema, noRow);
});
