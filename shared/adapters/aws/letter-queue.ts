// Sends wishes for a letter to their queue: a standard one, because no wish waits for another.
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { LetterQueue } from '../../ports/letter-queue.ts';

export const sqsLetterQueue = (client: SQSClient, queueUrl: string): LetterQueue => ({
  async send(request) {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(request) }));
  },
});
