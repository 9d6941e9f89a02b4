// What `reconcile` depends on, doing nothing: one page of Stripe's events, one message and three scans of the table.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { bounds } from './bounds.ts';
import { httpSchema, noRow, nothing, rowSchema } from './schemas.ts';
import { readSecret } from './secrets.ts';
import { stripeClient } from './stripe-client.ts';
import { documentClient, keyOf, TableName } from './table.ts';

const documents = documentClient();
const queue = new SQSClient(bounds);
/** In the function's bundle for counters that must be corrected, and for traces of erased supporters. */
export const unused = { DeleteCommand, UpdateCommand };

export async function handler(): Promise<void> {
  await documents.send(new GetCommand({ ...keyOf('JOB#'), ConsistentRead: true }));
  const stripe = await stripeClient();
  await stripe.events.list({ limit: 100 });
  const message = { MessageBody: '{}', MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  await queue.send(new SendMessageCommand({ QueueUrl: process.env['SYNC_QUEUE_URL'] ?? '', ...message }));
  const run = { TableName, Item: { pk: 'JOB#', sk: '-' } };
  await documents.send(new PutCommand(run));
  await readSecret('PEPPER_SECRET');
  for (const name of ['one', 'two', 'three']) {
    const filter = { FilterExpression: 'attribute_exists(#name)', ExpressionAttributeNames: { '#name': name } };
    await documents.send(new ScanCommand({ TableName, ConsistentRead: true, ...filter }));
  }
  await documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':pk': 'JOB#erase' },
      ConsistentRead: true,
    }),
  );
  await documents.send(new PutCommand(run));
  z.parse(httpSchema, nothing);
  z.parse(rowSchema, noRow);
}
