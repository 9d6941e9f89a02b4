// A queue as the poller needs it, with the records of Lambda's SQS event source. Behind it is SQS, or the memory queue where
// DynamoDB Local cannot run.
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

export interface MessageSource {
  /** Long polling; at most ten records. */
  receive(signal: AbortSignal): Promise<readonly SQSRecord[]>;
  remove(records: readonly SQSRecord[]): Promise<void>;
  /** Makes them visible again after a short delay. */
  giveBack(records: readonly SQSRecord[]): Promise<void>;
  /** How many are waiting or in flight. */
  count(): Promise<number>;
}

const longPollSeconds = 5;
/** In AWS a failed message waits for the whole visibility timeout; a developer should not have to. */
const usualSecondsBack = 1;

export function sqsMessageSource(client: SQSClient, queueUrl: string, secondsBack = usualSecondsBack): MessageSource {
  return {
    receive: async (signal) => {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: longPollSeconds,
          MessageSystemAttributeNames: ['All'],
        }),
        { abortSignal: signal },
      );
      return Messages.map(recordOf);
    },
    remove: async (records) => {
      if (records.length === 0) return;
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entriesOf(records) }));
    },
    giveBack: async (records) => {
      if (records.length === 0) return;
      const Entries = entriesOf(records).map((entry) => ({ ...entry, VisibilityTimeout: secondsBack }));
      await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
    },
    count: () => count(client, queueUrl),
  };
}

async function count(client: SQSClient, queueUrl: string): Promise<number> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return Object.values(Attributes).reduce((sum, each) => sum + Number(each), 0);
}

const entriesOf = (records: readonly SQSRecord[]) =>
  records.map((record, at) => ({ Id: String(at), ReceiptHandle: record.receiptHandle }));

function recordOf(message: Message): SQSRecord {
  const { Attributes = {} } = message;
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: {
      ...Attributes,
      ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? '1',
      SentTimestamp: Attributes.SentTimestamp ?? '0',
      SenderId: Attributes.SenderId ?? '',
      ApproximateFirstReceiveTimestamp: Attributes.ApproximateFirstReceiveTimestamp ?? '0',
    },
    messageAttributes: {},
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:local:000000000000:sync-requests.fifo',
    awsRegion: 'local',
  };
}
