// The two sync request queues as the contract tests see them: the port to send with, and the receiving end that in AWS is
// Lambda's own poller. Each opens a queue that nobody else uses.
import { randomBytes } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { inject } from 'vitest';
import { queueUrlOf } from '../../local/servers/queue-names.ts';
import { createQueueClient, sqsSyncQueue } from '../../shared/adapters/aws/sync-queue.ts';
import { memorySyncQueue, type Received } from '../../shared/adapters/memory/sync-queue.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import { second } from '../../shared/core/time.ts';
import type { SyncQueue } from '../../shared/ports/sync-queue.ts';
import { someday } from '../support/builders.ts';

export const visibilitySeconds = 1;
export const maxReceives = 3;

export interface QueuePlug {
  readonly queue: SyncQueue;
  receive(): Promise<readonly Received[]>;
  acknowledge(receipt: string): Promise<void>;
  fail(receipt: string): Promise<void>;
  deadLetters(): Promise<readonly SyncRequest[]>;
  pass(seconds: number): Promise<void>;
}

const batch = 10;

export async function openMemoryQueue(): Promise<QueuePlug> {
  let now = someday;
  const queue = memorySyncQueue({ now: () => now }, { visibilitySeconds, maxReceives });
  return {
    queue,
    receive: async () => queue.receive(batch),
    acknowledge: async (receipt) => queue.acknowledge(receipt),
    fail: async (receipt) => queue.fail(receipt),
    deadLetters: async () => queue.deadLetters(),
    pass: async (seconds) => {
      now += seconds * second;
    },
  };
}

export async function openSqsQueue(): Promise<QueuePlug> {
  const { endpoint } = inject('queue');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = createQueueClient({ endpoint, region: 'us-east-1', credentials });
  const { queueUrl, deadLetterUrl } = await createQueues(client, endpoint);
  return {
    queue: sqsSyncQueue(client, queueUrl),
    receive: () => receiveFrom(client, queueUrl),
    async acknowledge(ReceiptHandle) {
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    },
    async fail(ReceiptHandle) {
      const given = { QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 };
      await client.send(new ChangeMessageVisibilityCommand(given));
    },
    deadLetters: async () => (await receiveFrom(client, deadLetterUrl)).map((each) => each.syncRequest),
    // The server's clock is the wall's: a visibility of one second is waited for.
    pass: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * second + 50)),
  };
}

async function createQueues(client: SQSClient, endpoint: string) {
  const name = `test-${randomBytes(6).toString('hex')}`;
  const create = async (queue: string, attributes: Record<string, string>) => {
    await client.send(new CreateQueueCommand({ QueueName: queue, Attributes: { FifoQueue: 'true', ...attributes } }));
    return queueUrlOf(endpoint, queue);
  };
  const deadLetterUrl = await create(`${name}-dead.fifo`, {});
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: deadLetterUrl, AttributeNames: ['QueueArn'] }),
  );
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: Attributes?.['QueueArn'],
    maxReceiveCount: maxReceives,
  });
  const VisibilityTimeout = String(visibilitySeconds);
  return { deadLetterUrl, queueUrl: await create(`${name}.fifo`, { RedrivePolicy, VisibilityTimeout }) };
}

async function receiveFrom(client: SQSClient, QueueUrl: string): Promise<Received[]> {
  const { Messages } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: batch,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    }),
  );
  return (Messages ?? []).map((each) => ({
    syncRequest: JSON.parse(each.Body ?? ''),
    receipt: each.ReceiptHandle ?? '',
    receives: Number(each.Attributes?.ApproximateReceiveCount),
  }));
}
