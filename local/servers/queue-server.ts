// SQS on this machine: fauxqs in this process, on 127.0.0.1 only, with the FIFO queue of the sync requests, its dead
// queue, and the mail queue as they are in AWS. With a directory given, waiting sync requests survive a restart.

import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { keepMessages } from './keep-messages.ts';
import { deadLetterName, mailQueueName, queueName, queueUrlOf } from './queue-names.ts';
import { reservePort } from './reserve-port.ts';

export interface QueueServer {
  readonly endpoint: string;
  readonly queueUrl: string;
  readonly deadLetterUrl: string;
  /** Link requests: kept half an hour, in memory only, and without dead letters. */
  readonly mailQueueUrl: string;
  stop(): Promise<void>;
}
export interface QueueServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Where waiting messages are saved; null keeps them in memory only. */
  readonly directory: string | null;
  /** Short in tests. The default is that of AWS, longer than a worker takes. */
  readonly visibilitySeconds?: number;
}

const maxReceives = 5;
const mailQueueAttributes = { MessageRetentionPeriod: '1800', VisibilityTimeout: '60' };

export async function startQueueServer(options: QueueServerOptions): Promise<QueueServer> {
  const port = await reservePort(options.port, 'the queue');
  const app = buildApp({ logger: false });
  const keeper = options.directory === null ? null : keepMessages(app, options.directory);
  await app.listen({ host: '127.0.0.1', port });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new SQSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    const deadLetterUrl = await createQueue(client, endpoint, deadLetterName, {});
    const queueUrl = await createQueue(client, endpoint, queueName, {
      VisibilityTimeout: String(options.visibilitySeconds ?? 60),
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: await arnOf(client, deadLetterUrl),
        maxReceiveCount: maxReceives,
      }),
    });
    await client.send(new CreateQueueCommand({ QueueName: mailQueueName, Attributes: mailQueueAttributes }));
    const mailQueueUrl = queueUrlOf(endpoint, mailQueueName);
    await keeper?.restore(client, endpoint);
    return { endpoint, queueUrl, deadLetterUrl, mailQueueUrl, stop: () => app.close() };
  } catch (error) {
    await app.close();
    throw error;
  } finally {
    client.destroy();
  }
}

async function createQueue(client: SQSClient, endpoint: string, name: string, attributes: Record<string, string>) {
  await client.send(new CreateQueueCommand({ QueueName: name, Attributes: { FifoQueue: 'true', ...attributes } }));
  return queueUrlOf(endpoint, name);
}

async function arnOf(client: SQSClient, queueUrl: string): Promise<string> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  );
  const arn = Attributes?.['QueueArn'];
  if (arn === undefined) throw new Error('the queue server did not name its queue');
  return arn;
}
