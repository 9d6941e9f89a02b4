// What `reminders` depends on, doing nothing: its call of the queue and for its secret, made raw, and one request sealed.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { purpose, suite, textToBytes } from '../../shared/adapters/hpke/suite.ts';
import { answer } from './answer.ts';
import { bounds } from './bounds.ts';
import { noRow, rowSchema } from './schemas.ts';
import { readSecret } from './secrets.ts';
import { documentClient, keyOf } from './table.ts';

const documents = documentClient();
const queue = new SQSClient(bounds);
/** In the function's bundle for its other routes, and for the other methods of the same adapter. */
export const unused = { documents, keyOf, GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand };

export const handler = answer(async () => {
  await readSecret('SEALING_SECRET');
  const { publicKey: recipientPublicKey } = await suite.kem.generateKeyPair();
  await suite.seal({ recipientPublicKey, info: purpose }, textToBytes('a reminder'));
  await queue.send(new SendMessageCommand({ QueueUrl: process.env['MAIL_QUEUE_URL'] ?? '', MessageBody: '{}' }));
  z.parse(rowSchema, noRow);
});
