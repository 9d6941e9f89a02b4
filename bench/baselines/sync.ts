// What `sync` depends on, doing nothing: one payment read from Stripe and written to the table, raw.
import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { httpSchema, noRow, nothing, rowSchema } from './schemas.ts';
import { stripeClient } from './stripe-client.ts';
import { documentClient, keyOf, TableName } from './table.ts';

const documents = documentClient();
/** In the function's bundle for sync requests of other parts. */
export const unused = { PutCommand, QueryCommand, UpdateCommand, unmarshall };

export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const syncRequest: { objectId: string } = JSON.parse(Records[0]?.body ?? '{}');
  await documents.send(new GetCommand({ ...keyOf('SUP#'), ConsistentRead: true }));
  const stripe = await stripeClient();
  const expand = ['latest_charge.balance_transaction', 'latest_charge.refunds'];
  await stripe.paymentIntents.retrieve(syncRequest.objectId, { expand });
  await documents.send(new GetCommand({ ...keyOf('ANONYMOUS#'), ConsistentRead: true }));
  const condition = { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } };
  await documents.send(
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName, Item: { pk: 'SUP#', sk: 'PAYMENT#' }, ...condition } },
        { ConditionCheck: { TableName, Key: { pk: 'SUP#', sk: 'STATE' }, ...condition } },
      ],
    }),
  );
  z.parse(httpSchema, nothing);
  z.parse(rowSchema, noRow);
  return { batchItemFailures: [] };
}
