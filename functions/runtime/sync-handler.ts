// The handler of the sync queue: hands a batch to the worker and returns the messages that were not answered, by failure
// or for want of time. The queue delivers them again, and finally moves them to the dead-letter queue. Order means
// nothing: each answer is Stripe's state of now.
import type { Context, SQSBatchResponse, SQSEvent, SQSRecordAttributes } from 'aws-lambda';
import * as z from 'zod/mini';
import type { BatchSteps } from '../../shared/actions/answer-sync-requests.ts';
import { parseCustomerId } from '../../shared/core/ids.ts';
import { type SyncRequest, syncedParts } from '../../shared/core/sync-request.ts';
import type { PaymentTryCounter } from '../../shared/ports/payment-tries.ts';
import type { Clock, Log } from '../../shared/ports/system.ts';

export type QueueHandler = (
  event: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<SQSBatchResponse>;

/** One supporter takes at most this long with every Stripe read slow. Begun with less, it would time out with its batch. */
const leastMilliseconds = 25_000;
/** What is still under way so long before the function is stopped goes back, so that what was done stays done. */
const lastMilliseconds = 2_000;

const text = z.string().check(z.minLength(1), z.maxLength(140));
const syncRequestIn = z.object({
  eventId: text,
  part: z.enum(syncedParts),
  objectId: text,
  customerId: z.pipe(
    z.nullable(text),
    z.transform((id) => (id === null ? null : parseCustomerId(id))),
  ),
  tried: z.optional(z.enum(['declined', 'succeeded'])),
});

export interface SyncHandlerNeeds {
  readonly log: Log;
  readonly clock: Clock;
  /** Null where the newsroom has no captcha: then nothing is counted. */
  readonly tries: Pick<PaymentTryCounter, 'count'> | null;
}

export function syncHandler(
  { log, clock, tries }: SyncHandlerNeeds,
  answer: (syncRequests: readonly SyncRequest[], steps: BatchSteps) => Promise<void>,
): QueueHandler {
  return async ({ Records }, context) => {
    const waiting = new Set(Records.map(({ messageId }) => messageId));
    const messagesOf = new Map<SyncRequest, readonly string[]>();
    const sayFailed = (error: unknown) =>
      log.write('sync-failed', { errorName: error instanceof Error ? error.name : 'unknown' });
    const requested = new Map<string, { readonly syncRequest: SyncRequest; readonly messages: string[] }>();
    for (const { messageId, body, attributes } of Records) {
      try {
        const { tried, ...parsed } = syncRequestIn.parse(JSON.parse(body));
        const syncRequest: SyncRequest = parsed;
        if (tried !== undefined && tries !== null && isFirst(attributes)) await tries.count(tried, clock.now());
        // Requests of one batch for one part are one question; across batches they are not, because Stripe may have changed.
        const name = `${syncRequest.part} ${syncRequest.objectId} ${syncRequest.customerId}`;
        const same = requested.get(name) ?? { syncRequest, messages: [] };
        same.messages.push(messageId);
        requested.set(name, same);
        messagesOf.set(same.syncRequest, same.messages);
      } catch (error) {
        sayFailed(error);
      }
    }
    const steps: BatchSteps = {
      hasTime: () => context.getRemainingTimeInMillis() >= leastMilliseconds,
      done: (syncRequest) => {
        for (const message of messagesOf.get(syncRequest) ?? []) waiting.delete(message);
      },
      failed: (_syncRequest, error) => sayFailed(error),
    };
    await untilLate(answer([...messagesOf.keys()], steps), context);
    return { batchItemFailures: [...waiting].map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** Delivered again, it was counted before. */
const isFirst = (attributes: Partial<SQSRecordAttributes> | undefined): boolean =>
  (attributes?.ApproximateReceiveCount ?? '1') === '1';

/** What goes on after that is as good as killed: whatever it saves lands on the version it read, or not at all. */
async function untilLate(work: Promise<void>, context: Parameters<QueueHandler>[1]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, context.getRemainingTimeInMillis() - lastMilliseconds));
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
