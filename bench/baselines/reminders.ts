// What `reminders` depends on, doing nothing: its calls to the table and for its secrets, made raw, and one address sealed.
import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { purpose, suite, textToBytes } from '../../shared/adapters/hpke/suite.ts';
import { answer } from './answer.ts';
import { noRow, rowSchema } from './schemas.ts';
import { readSecret } from './secrets.ts';
import { documentClient, keyOf, TableName } from './table.ts';

const documents = documentClient();
/** In the function's bundle for its other routes, and for the other methods of the same adapter. */
export const unused = { PutCommand, QueryCommand };

export const handler = answer(async () => {
  await documents.send(new GetCommand({ ...keyOf('SALT#1'), ConsistentRead: true }));
  const counting = {
    ...keyOf('LIMIT#'),
    UpdateExpression: 'ADD #attempts :one SET #ttl = :ttl',
    ExpressionAttributeNames: { '#attempts': 'attempts', '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':one': 1, ':ttl': 1 },
  };
  await documents.send(new UpdateCommand(counting));
  await documents.send(new UpdateCommand(counting));
  await readSecret('PEPPER_SECRET');
  await readSecret('SEALING_SECRET');
  const { publicKey: recipientPublicKey } = await suite.kem.generateKeyPair();
  await suite.seal({ recipientPublicKey, info: purpose }, textToBytes('a reminder'));
  const items = ['REMINDER#', 'CANCEL#'].map((pk) => ({ Put: { TableName, Item: { pk, sk: '-' } } }));
  await documents.send(new TransactWriteCommand({ TransactItems: items }));
  z.parse(rowSchema, noRow);
});
