// Saves the messages in the local queues over a restart. After each change, and before it is answered, all messages are
// written to one file. At the next start they are sent again, in order. The number of receives of each is not saved.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { buildApp } from 'fauxqs';
import * as z from 'zod/mini';
import { deadLetterName, queueName, queueUrlOf } from './queue-names.ts';

type App = ReturnType<typeof buildApp>;
const names = [deadLetterName, queueName];

const message = z.object({ body: z.string(), messageGroupId: z.string(), messageDeduplicationId: z.string() });
const inspected = z.object({
  messages: z.object({ ready: z.array(message), inflight: z.array(z.object({ message })) }),
});
const saved = z.array(z.object({ queue: z.enum([deadLetterName, queueName]), message }));

export function keepMessages(app: App, directory: string) {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'queue.json');
  let written = '';
  let isRestoring = true;
  app.addHook('onSend', async (request) => {
    // Restoring sends the messages one by one. A file written in between would lose the rest.
    if (request.method !== 'POST' || isRestoring) return;
    const text = JSON.stringify(await waitingIn(app));
    if (text === written) return;
    writeFileSync(`${file}.next`, text);
    renameSync(`${file}.next`, file);
    written = text;
  });
  return {
    async restore(client: SQSClient, endpoint: string): Promise<void> {
      for (const { queue, message: each } of readSaved(file)) {
        await client.send(
          new SendMessageCommand({
            QueueUrl: queueUrlOf(endpoint, queue),
            MessageBody: each.body,
            MessageGroupId: each.messageGroupId,
            MessageDeduplicationId: each.messageDeduplicationId,
          }),
        );
      }
      isRestoring = false;
    },
  };
}

// Messages in flight come first: within their group they are the oldest.
async function waitingIn(app: App): Promise<z.infer<typeof saved>> {
  const lists = names.map(async (queue) => {
    const answer = await app.inject({ method: 'GET', url: `/_fauxqs/queues/${queue}` });
    if (answer.statusCode === 404) return [];
    const { messages } = inspected.parse(answer.json());
    const all = [...messages.inflight.map((each) => each.message), ...messages.ready];
    return all.map((each) => ({ queue, message: each }));
  });
  return saved.parse((await Promise.all(lists)).flat());
}

function readSaved(file: string): z.infer<typeof saved> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return saved.parse(JSON.parse(text));
}
