// The poller against a real queue server: what SQS itself does with sync requests that fail.
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, test } from 'vitest';
import { sqsMessageSource } from '../../local/environment/message-source.ts';
import { type Poller, type QueueHandler, startPoller } from '../../local/environment/poller.ts';
import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { type QueueServer, startQueueServer } from '../../local/servers/queue-server.ts';

let server: QueueServer;
let poller: Poller | undefined;
let client: SQSClient;
afterEach(async () => {
  await poller?.stop();
  client.destroy();
  await server.stop();
});
async function start(handler: QueueHandler, secondsBack = 0): Promise<Poller> {
  server = await startQueueServer({ port: 0, directory: null });
  client = new SQSClient({ ...localAccess, endpoint: server.endpoint });
  poller = startPoller(sqsMessageSource(client, server.queueUrl, secondsBack), handler, () => undefined);
  return poller;
}
const send = (group: string, id: string) =>
  client.send(
    new SendMessageCommand({
      QueueUrl: server.queueUrl,
      MessageBody: id,
      MessageGroupId: group,
      MessageDeduplicationId: id,
    }),
  );

describe('sync requests in SQS', () => {
  test('come to the worker with their group, its sync requests in order, and are gone when answered', async () => {
    const seen: string[] = [];
    const running = await start(async ({ Records }) => {
      for (const { body, attributes } of Records) seen.push(`${attributes.MessageGroupId} ${body}`);
    });
    for (const id of ['1', '2', '3']) await send('cus_1', id);
    await send('cus_2', '4');
    expect(await running.drain()).toBe(true);
    expect(seen.filter((each) => each.startsWith('cus_1'))).toEqual(['cus_1 1', 'cus_1 2', 'cus_1 3']);
    expect(seen).toContain('cus_2 4');
  });

  test('that fail come again within seconds, not after a visibility timeout', async () => {
    const tries: string[] = [];
    const running = await start(async ({ Records }) => {
      tries.push(...Records.map((record) => record.attributes.ApproximateReceiveCount));
      return { batchItemFailures: tries.length < 3 ? Records.map((each) => ({ itemIdentifier: each.messageId })) : [] };
    }, 1);
    await send('cus_1', '1');
    expect(await running.drain()).toBe(true);
    expect(tries).toEqual(['1', '2', '3']);
  });

  test('that fail for ever end in the dead letters, and others do not wait for them', async () => {
    const answered: string[] = [];
    const running = await start(async ({ Records }) => {
      const failed = Records.filter(({ body }) => body === 'poison');
      answered.push(...Records.filter(({ body }) => body !== 'poison').map(({ body }) => body));
      return { batchItemFailures: failed.map((each) => ({ itemIdentifier: each.messageId })) };
    });
    await send('cus_1', 'poison');
    await send('cus_2', 'good');
    await expect.poll(() => answered).toEqual(['good']);
    expect(await running.drain()).toBe(true);
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: server.deadLetterUrl,
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    );
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: '1' });
  });

  test('are waited for without holding up the end', async () => {
    const running = await start(async () => undefined);
    const began = performance.now();
    await running.stop();
    expect(performance.now() - began).toBeLessThan(1500);
  });
});
