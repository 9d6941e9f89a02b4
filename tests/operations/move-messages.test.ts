// `npm run redrive` against the queue server: dead letters go back, in order within their group, and none is lost.
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { type QueueServer, startQueueServer } from '../../local/servers/queue-server.ts';
import { moveMessages } from '../../operations/redrive/move-messages.ts';

let server: QueueServer;
let client: SQSClient;
beforeAll(async () => {
  server = await startQueueServer({ port: 0, directory: null });
  client = new SQSClient({ ...localAccess, endpoint: server.endpoint });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});
const send = (QueueUrl: string, body: string, group: string) =>
  client.send(
    new SendMessageCommand({ QueueUrl, MessageBody: body, MessageGroupId: group, MessageDeduplicationId: body }),
  );
const receive = async (QueueUrl: string) => {
  const requested = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['MessageGroupId' as const] };
  const { Messages = [] } = await client.send(new ReceiveMessageCommand(requested));
  for (const { ReceiptHandle } of Messages) await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages.map(({ Body, Attributes }) => `${Attributes?.MessageGroupId} ${Body}`);
};

test('dead letters return in their group and order, although they failed a moment ago', async () => {
  // The queue still remembers these deduplication ids from the first time the messages were sent.
  for (const [body, group] of [
    ['a1', 'cus_a'],
    ['b1', 'cus_b'],
    ['a2', 'cus_a'],
  ] as const) {
    await send(server.deadLetterUrl, body, group);
  }
  const path = { from: server.deadLetterUrl, to: server.queueUrl };
  expect(await moveMessages(client, path)).toBe(3);
  expect(await moveMessages(client, path)).toBe(0);
  const back = [...(await receive(server.queueUrl)), ...(await receive(server.queueUrl))];
  expect([...back].sort()).toEqual(['cus_a a1', 'cus_a a2', 'cus_b b1']);
  expect(back.indexOf('cus_a a1')).toBeLessThan(back.indexOf('cus_a a2'));
});
