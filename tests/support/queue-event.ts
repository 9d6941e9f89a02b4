// An event as Lambda's SQS source delivers it to the worker: only the parts of a record that AWS guarantees.
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { type SyncRequest, syncGroup } from '../../shared/core/sync-request.ts';

export interface DeliveredRequest {
  readonly body: string;
  readonly group: string;
  readonly messageId: string;
  readonly receives?: number;
}

export const deliveredRequest = (syncRequest: SyncRequest, messageId: string, receives = 1): DeliveredRequest => ({
  body: JSON.stringify(syncRequest),
  group: syncGroup(syncRequest),
  messageId,
  receives,
});

export const queueEvent = (syncRequests: readonly DeliveredRequest[]): SQSEvent => ({
  Records: syncRequests.map(recordOf),
});

const recordOf = ({ body, group, messageId, receives = 1 }: DeliveredRequest): SQSRecord => ({
  messageId,
  receiptHandle: `receipt-of-${messageId}`,
  body,
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: '1795424400000',
    SequenceNumber: '18849496460467696128',
    MessageGroupId: group,
    SenderId: 'AIDAIENQZJOLO23YVJ4VO',
    MessageDeduplicationId: messageId,
    ApproximateFirstReceiveTimestamp: '1795424400000',
  },
  messageAttributes: {},
  md5OfBody: '098f6bcd4621d373cade4e832627b4f6',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:sync-requests.fifo',
  awsRegion: 'us-east-1',
});
