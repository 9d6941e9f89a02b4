// What `mail` depends on, doing nothing: its calls to the table and for its secrets, made raw, and one sealed address opened.
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { purpose, suite, textToBytes } from '../../shared/adapters/hpke/suite.ts';
import { answer } from './answer.ts';
import { noRow, rowSchema } from './schemas.ts';
import { readSecret } from './secrets.ts';
import { documentClient, keyOf, TableName } from './table.ts';

const documents = documentClient();
/** In the function's bundle; no request of the bench ends in a message. */
export const unused = { SendEmailCommand, SESv2Client };

export const handler = answer(async () => {
  await documents.send(new GetCommand(keyOf('SWITCH#')));
  await readSecret('SEAL_SECRET');
  const { privateKey: recipientKey, publicKey } = await suite.kem.generateKeyPair();
  const { enc, ct } = await suite.seal({ recipientPublicKey: publicKey, info: purpose }, textToBytes('a request'));
  await suite.open({ recipientKey, enc, info: purpose }, ct);
  await readSecret('PEPPER_SECRET');
  await documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':pk': 'EMAIL#k1' },
      ConsistentRead: true,
    }),
  );
  await documents.send(new PutCommand({ TableName, Item: { pk: 'LINK#', sk: '-' } }));
  z.parse(rowSchema, noRow);
});
