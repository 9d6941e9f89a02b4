// The memory queue in the words of Lambda's SQS source, for machines without Java.
import { setTimeout as pause } from 'node:timers/promises';
import type { SQSRecord } from 'aws-lambda';
import type { MemoryDoorbellQueue, Received } from '../shared/adapters/memory/doorbell-queue.ts';
import type { MemoryLetterQueue } from '../shared/adapters/memory/letter-queue.ts';
import { doorbellGroup } from '../shared/core/doorbell.ts';
import type { LetterRequest } from '../shared/ports/letter-queue.ts';
import type { Rings } from './rings.ts';

const mostAtOnce = 10;
const longPoll = 5000;
const look = 20;
/** As with the real queue: a person at a desk waits a second for another try. */
const usualPauseBack = 1000;

export const memoryRings = (queue: MemoryDoorbellQueue, pauseBack = usualPauseBack): Rings =>
  ringsOver({ ...queue, receive: (most) => queue.receive(most).map(recordOf) }, pauseBack);

export const memoryLetterRings = (queue: MemoryLetterQueue, pauseBack = usualPauseBack): Rings =>
  ringsOver({ ...queue, receive: (most) => queue.receive(most).map(letterRecordOf) }, pauseBack);

interface MemoryQueue {
  receive(most: number): readonly SQSRecord[];
  acknowledge(receipt: string): void;
  fail(receipt: string): void;
  size(): number;
}
function ringsOver(queue: MemoryQueue, pauseBack: number): Rings {
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

const letterRecordOf = (request: LetterRequest): SQSRecord => ({
  ...blank,
  messageId: request.id,
  receiptHandle: request.id,
  body: JSON.stringify(request),
});

const recordOf = ({ doorbell, receipt, receives }: Received): SQSRecord => ({
  ...blank,
  messageId: receipt,
  receiptHandle: receipt,
  body: JSON.stringify(doorbell),
  attributes: {
    ...blank.attributes,
    ApproximateReceiveCount: String(receives),
    MessageGroupId: doorbellGroup(doorbell),
    MessageDeduplicationId: doorbell.eventId,
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
