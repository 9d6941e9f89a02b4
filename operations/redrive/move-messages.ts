// Moves dead letters back to their queue, one by one. Each is sent first and deleted after, so that an interruption may
// duplicate a sync request, which is harmless, but never lose one. SQS's own redrive keeps the deduplication id, so the queue
// would drop a message that failed within the last five minutes.
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { systemChance } from '../../shared/adapters/node/system.ts';

export interface QueuePath {
  readonly from: string;
  readonly to: string;
}
export async function moveMessages(client: SQSClient, path: QueuePath): Promise<number> {
  let moved = 0;
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: path.from,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['MessageGroupId'],
      }),
    );
    if (Messages.length === 0) return moved;
    for (const message of Messages) await move(client, path, message);
    moved += Messages.length;
  }
}

async function move(
  client: SQSClient,
  { from, to }: QueuePath,
  { Body, Attributes, ReceiptHandle, MessageId }: Message,
) {
  await client.send(
    new SendMessageCommand({
      QueueUrl: to,
      MessageBody: Body,
      MessageGroupId: Attributes?.MessageGroupId ?? MessageId,
      MessageDeduplicationId: `again_${systemChance.token(12)}`,
    }),
  );
  await client.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
}
