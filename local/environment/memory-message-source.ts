// A message source over the memory queues, for machines without Java.
import { setTimeout as pause } from 'node:timers/promises';
import type { SQSRecord } from 'aws-lambda';
import type { MemoryMailQueue } from '../../shared/adapters/memory/mail-queue.ts';
import type { MemorySyncQueue, Received } from '../../shared/adapters/memory/sync-queue.ts';
import { syncGroup } from '../../shared/core/sync-request.ts';
import type { MailRequest } from '../../shared/ports/mail-queue.ts';
import type { MessageSource } from './message-source.ts';

const mostAtOnce = 10;
const longPoll = 5000;
const look = 20;
/** As with the SQS source: a developer waits only a second for a retry. */
const usualPauseBack = 1000;

export const memorySyncSource = (queue: MemorySyncQueue, pauseBack = usualPauseBack): MessageSource =>
  sourceOver({ ...queue, receive: (most) => queue.receive(most).map(recordOf) }, pauseBack);

export const memoryMailSource = (queue: MemoryMailQueue, pauseBack = usualPauseBack): MessageSource =>
  sourceOver({ ...queue, receive: (most) => queue.receive(most).map(mailRecordOf) }, pauseBack);

interface MemoryQueue {
  receive(most: number): readonly SQSRecord[];
  acknowledge(receipt: string): void;
  fail(receipt: string): void;
  size(): number;
}
function sourceOver(queue: MemoryQueue, pauseBack: number): MessageSource {
  return {
    receive: async (signal) => {
      const end = performance.now() + longPoll;
      for (;;) {
        const received = signal.aborted ? [] : queue.receive(mostAtOnce);
        if (received.length > 0 || signal.aborted || performance.now() > end) return received;
        await pause(look);
      }
    },
    remove: async (records) => {
      for (const record of records) queue.acknowledge(record.receiptHandle);
    },
    giveBack: async (records) => {
      if (records.length === 0) return;
      await pause(pauseBack);
      for (const record of records) queue.fail(record.receiptHandle);
    },
    count: async () => queue.size(),
  };
}

const mailRecordOf = (request: MailRequest): SQSRecord => ({
  ...blank,
  messageId: request.id,
  receiptHandle: request.id,
  body: JSON.stringify(request),
});

const recordOf = ({ syncRequest, receipt, receives }: Received): SQSRecord => ({
  ...blank,
  messageId: receipt,
  receiptHandle: receipt,
  body: JSON.stringify(syncRequest),
  attributes: {
    ...blank.attributes,
    ApproximateReceiveCount: String(receives),
    MessageGroupId: syncGroup(syncRequest),
    MessageDeduplicationId: syncRequest.eventId,
  },
});

const blank = {
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'local',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:local:000000000000:memory',
  awsRegion: 'local',
};
