// What `checkout` depends on, doing nothing: the calls of `POST /v1/checkouts`, made raw.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { suite } from '../../shared/adapters/hpke/suite.ts';
import { answer } from './answer.ts';
import { noRow, rowSchema } from './schemas.ts';
import { readSecret } from './secrets.ts';
import { stripeClient } from './stripe-client.ts';
import { documentClient, keyOf, TableName } from './table.ts';

const documents = documentClient();
/** In the function's bundle for its other routes. */
export const unused = {
  DeleteCommand,
  QueryCommand,
  SQSClient,
  SendMessageCommand,
  TransactWriteCommand,
  suite,
  unmarshall,
};

export const handler = answer(async () => {
  await documents.send(new GetCommand(keyOf('SWITCH#checkouts')));
  await documents.send(new GetCommand({ ...keyOf('SALT#1'), ConsistentRead: true }));
  await readSecret('PEPPER_SECRET');
  await documents.send(
    new UpdateCommand({
      ...keyOf('LIMIT#'),
      UpdateExpression: 'ADD #attempts :one SET #ttl = :ttl',
      ExpressionAttributeNames: { '#attempts': 'attempts', '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':one': 1, ':ttl': 1 },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  const condition = { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } };
  await documents.send(new PutCommand({ TableName, Item: { pk: 'ATTEMPT#', sk: '-' }, ...condition }));
  const stripe = await stripeClient();
  await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'Nothing' } } }],
    success_url: 'https://meridian.example/',
  });
  await documents.send(new PutCommand({ TableName, Item: { pk: 'CHECKOUT#', sk: '-' }, ...condition }));
  z.parse(rowSchema, noRow);
});
