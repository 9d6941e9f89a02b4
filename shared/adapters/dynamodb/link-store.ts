// Mailed links as rows. A link is taken by deleting it on the condition that the proof is right: of all who try at once
// DynamoDB lets one. A try at a code is written before the code is looked at, and costs the same whether or not it is
// right and whether or not there is such a link.
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { mostHoldings } from '../../core/device.ts';
import { type Hash, parseCustomerId, parseHash } from '../../core/ids.ts';
import { type Link, linkPurposes, nextMessage } from '../../core/link.ts';
import { day, type Instant, roundedUp } from '../../core/time.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import type { LinkStore } from '../../ports/link-store.ts';
import { idField, instantField, parseRow } from './row-fields.ts';
import { linkKey, linkMessagesKey, timeToLive } from './table.ts';
import type { TableRef } from './table-ref.ts';
import { unlessRefused } from './unless-refused.ts';

const hash = idField(parseHash);
const linkRow = z.object({
  id: hash,
  token: hash,
  code: hash,
  purpose: z.enum(linkPurposes),
  customers: z.array(idField(parseCustomerId)).check(z.maxLength(mostHoldings)),
  triesLeft: z.int(),
  forgetAt: instantField,
});

export function dynamodbLinkStore(documentClient: DynamoDBDocumentClient, tableName: string): LinkStore {
  const table = { documentClient, tableName };
  return {
    async remember(link) {
      const Item = { ...linkKey(link.id), ...link, ttl: timeToLive(link.forgetAt) };
      await documentClient.send(new PutCommand({ TableName: tableName, Item }));
    },
    takeMessage: (address, request, now) => takeMessage(table, address, request, now),
    async redeem(id, proof, now) {
      if (proof.kind === 'token') return take(table, { id, field: 'token', proof: proof.token, now });
      const code = await spendTry(table, id, now);
      return code === proof.code ? take(table, { id, field: 'code', proof: proof.code, now }) : null;
    },
  };
}

const messagesRow = z.object({ window: instantField, request: hash, sent: z.int() });

/** Read and replaced on the condition that nobody else did: of two requests at once one is written for. */
async function takeMessage(table: TableRef, address: EmailHash, request: Hash, now: Instant): Promise<boolean> {
  const { documentClient, tableName: TableName } = table;
  const key = linkMessagesKey(address);
  const { Item } = await documentClient.send(new GetCommand({ TableName, Key: key, ConsistentRead: true }));
  const before = Item === undefined ? null : parseRow(messagesRow, Item, 'link');
  const next = nextMessage(before, request, now);
  if (next === null || next === before) return next !== null;
  const isAsRead =
    before === null
      ? { ConditionExpression: 'attribute_not_exists(#window)', ExpressionAttributeNames: { '#window': 'window' } }
      : {
          ConditionExpression: '#window = :window',
          ExpressionAttributeNames: { '#window': 'window' },
          ExpressionAttributeValues: { ':window': before.window },
        };
  const put = { TableName, Item: { ...key, ...next, ttl: timeToLive(roundedUp(next.window + 1, day)) }, ...isAsRead };
  return (await unlessRefused(documentClient.send(new PutCommand(put)))) !== null;
}

/** The hash of the code that a try was spent on; null where there is none to try. */
async function spendTry({ documentClient, tableName }: TableRef, id: Hash, now: Instant): Promise<Hash | null> {
  const written = await unlessRefused(
    documentClient.send(
      new UpdateCommand({
        TableName: tableName,
        Key: linkKey(id),
        UpdateExpression: 'SET #triesLeft = #triesLeft - :one',
        ConditionExpression: '#forgetAt > :now AND #triesLeft > :none',
        ExpressionAttributeNames: { '#triesLeft': 'triesLeft', '#forgetAt': 'forgetAt' },
        ExpressionAttributeValues: { ':one': 1, ':none': 0, ':now': now },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  );
  return written === null ? null : parseRow(linkRow, written.Attributes, 'link').code;
}

interface Taking {
  readonly id: Hash;
  readonly field: 'token' | 'code';
  readonly proof: Hash;
  readonly now: Instant;
}
async function take({ documentClient, tableName }: TableRef, { id, field, proof, now }: Taking): Promise<Link | null> {
  const written = await unlessRefused(
    documentClient.send(
      new DeleteCommand({
        TableName: tableName,
        Key: linkKey(id),
        ConditionExpression: '#proof = :proof AND #forgetAt > :now',
        ExpressionAttributeNames: { '#proof': field, '#forgetAt': 'forgetAt' },
        ExpressionAttributeValues: { ':proof': proof, ':now': now },
        ReturnValues: 'ALL_OLD',
      }),
    ),
  );
  return written === null ? null : parseRow(linkRow, written.Attributes, 'link');
}
