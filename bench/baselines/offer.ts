// What `offer` depends on, doing nothing: the calls of `GET /v1/campaigns/{campaign}`, raw.
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { answer } from './answer.ts';
import { readSecret } from './secrets.ts';
import { documentClient, keyOf } from './table.ts';

const documents = documentClient();
/** In the function's bundle for a stage with a CDN in front. */
export const unused = { readSecret };

export const handler = answer(async () => {
  const read = () => documents.send(new GetCommand({ ...keyOf('PROGRESS#'), ConsistentRead: true }));
  await Promise.all([read(), read()]);
});
