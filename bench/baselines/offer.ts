// What `offer` depends on, doing nothing: the calls of `GET /v1/offer` with a campaign that nobody requested yet, raw.
import { BatchGetCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { answer } from './answer.ts';
import { readSecret } from './secrets.ts';
import { documentClient, keyOf, TableName } from './table.ts';

const documents = documentClient();
/** In the function's bundle for when a campaign's figures change, and for a stage with a CDN in front. */
export const unused = { PutCommand, readSecret };
const shards = Array.from({ length: 8 }, (_, shard) => ({ pk: `CAMPAIGN#${shard}`, sk: '-' }));

export const handler = answer(async () => {
  await Promise.all([
    documents.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys: shards } } })),
    documents.send(new GetCommand({ ...keyOf('PROGRESS#'), ConsistentRead: true })),
  ]);
});
