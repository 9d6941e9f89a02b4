// Sends requests for a message to their queue: a standard one, because no request waits for another.
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { MailQueue } from '../../ports/mail-queue.ts';

export const sqsMailQueue = (client: SQSClient, queueUrl: string): MailQueue => ({
  async send(request) {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(request) }));
  },
});
