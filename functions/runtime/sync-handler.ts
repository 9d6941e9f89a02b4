// The handler of the sync queue: answers the messages of each group in order. A failure returns that message and the rest
// of its group, and the other groups go on. The queue delivers them again, and finally moves them to the dead-letter queue.
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { parseCustomerId } from '../../shared/core/ids.ts';
import { type SyncRequest, syncedParts } from '../../shared/core/sync-request.ts';
import type { Log } from '../../shared/ports/system.ts';

export type QueueHandler = (
  event: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<SQSBatchResponse>;

/** One request takes at most this long with every Stripe read slow. Begun with less, it would time out with its batch. */
const leastMilliseconds = 25_000;

const text = z.string().check(z.minLength(1), z.maxLength(140));
const syncRequestIn = z.object({
  eventId: text,
  part: z.enum(syncedParts),
  objectId: text,
  customerId: z.pipe(
    z.nullable(text),
    z.transform((id) => (id === null ? null : parseCustomerId(id))),
  ),
});

export function syncHandler(
  { log }: { readonly log: Log },
  answer: (syncRequest: SyncRequest) => Promise<unknown>,
): QueueHandler {
  return async ({ Records }, context) => {
    const failed = new Set<string>();
    const stopped = new Set<string>();
    const answered = new Set<string>();
    for (const record of Records) {
      const group = record.attributes.MessageGroupId ?? record.messageId;
      if (stopped.has(group) || context.getRemainingTimeInMillis() < leastMilliseconds) {
        failed.add(record.messageId);
        continue;
      }
      const isDone = await answerRecord(record, answered, answer, log);
      if (isDone) continue;
      stopped.add(group);
      failed.add(record.messageId);
    }
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

async function answerRecord(
  record: SQSRecord,
  answered: Set<string>,
  answer: (syncRequest: SyncRequest) => Promise<unknown>,
  log: Log,
): Promise<boolean> {
  try {
    const syncRequest = syncRequestIn.parse(JSON.parse(record.body));
    // Requests of one batch for one part need one answer. Across batches they do not: Stripe may have changed meanwhile.
    const part = `${syncRequest.part} ${syncRequest.objectId}`;
    if (answered.has(part)) return true;
    await answer(syncRequest);
    answered.add(part);
    return true;
  } catch (error) {
    log.write('sync-failed', { errorName: error instanceof Error ? error.name : 'unknown' });
    return false;
  }
}
