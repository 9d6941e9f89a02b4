// Sends sync requests to the FIFO queue. A sync request is answered with success only once SQS has it: whatever goes wrong here is
// thrown, so that Stripe sends the event again.
import { SendMessageCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { syncGroup } from '../../core/sync-request.ts';
import type { SyncQueue } from '../../ports/sync-queue.ts';

/** Stripe holds a reader's redirect until the webhook is answered, so a slow queue is given up early and tried again later. */
const requestHandler = { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true };

export const createQueueClient = (config: SQSClientConfig = {}): SQSClient =>
  new SQSClient({ maxAttempts: 3, requestHandler, ...config });

export function sqsSyncQueue(client: SQSClient, queueUrl: string): SyncQueue {
  return {
    async send(syncRequest) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify(syncRequest),
          MessageGroupId: syncGroup(syncRequest),
          MessageDeduplicationId: syncRequest.eventId,
        }),
      );
    },
  };
}
