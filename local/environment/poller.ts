// Lambda's SQS poller on one machine: it receives messages, calls the handler with them and follows ReportBatchItemFailures:
// messages that the handler does not name as failed are deleted; the others are delivered again.
import { setTimeout as pause } from 'node:timers/promises';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { lambdaContext } from './lambda-context.ts';
import type { MessageSource } from './message-source.ts';

export type QueueHandler = (event: SQSEvent, context: Context) => Promise<unknown>;
export interface Poller {
  /** Resolves when the queue is empty; false if that took too long (a message that fails every time). */
  drain(): Promise<boolean>;
  stop(): Promise<void>;
}

const workerSeconds = 60;
const longestDrain = 20_000;
/** After a failure of the queue itself, which may be stopping: avoids a tight loop. */
const pauseAfterFailure = 500;
const pollMilliseconds = 15;

export function startPoller(source: MessageSource, handler: QueueHandler, complain: (defect: unknown) => void): Poller {
  const stopping = new AbortController();
  const loop = poll(source, handler, complain, stopping.signal);
  return {
    drain: async () => {
      const end = performance.now() + longestDrain;
      while ((await source.count()) > 0) {
        if (performance.now() > end || stopping.signal.aborted) return false;
        await pause(pollMilliseconds);
      }
      return true;
    },
    stop: async () => {
      stopping.abort();
      await loop;
    },
  };
}

async function poll(
  source: MessageSource,
  handler: QueueHandler,
  complain: (defect: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await answerOnce(source, handler, complain, signal);
    } catch (error) {
      if (signal.aborted) return;
      complain(error);
      await pause(pauseAfterFailure);
    }
  }
}

/** One receive is one call of the handler. */
export async function answerOnce(
  source: MessageSource,
  handler: QueueHandler,
  complain: (defect: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  const records = await source.receive(signal);
  if (records.length === 0) return;
  const failed = await failedOf(records, handler, complain);
  await source.remove(records.filter((record) => !failed.has(record.messageId)));
  await source.giveBack(records.filter((record) => failed.has(record.messageId)));
}

// As Lambda does: if the handler throws or names an unknown message, the whole batch has failed.
async function failedOf(
  records: readonly SQSRecord[],
  handler: QueueHandler,
  complain: (defect: unknown) => void,
): Promise<ReadonlySet<string>> {
  const all = new Set(records.map((record) => record.messageId));
  try {
    const answer = await handler(
      { Records: [...records] },
      lambdaContext('sync', records[0]?.messageId ?? '', workerSeconds),
    );
    const named = namedIn(answer);
    return named.every((each) => all.has(each)) ? new Set(named) : all;
  } catch (defect) {
    complain(defect);
    return all;
  }
}

function namedIn(said: unknown): string[] {
  if (typeof said !== 'object' || said === null || !('batchItemFailures' in said)) return [];
  const { batchItemFailures } = said;
  if (!Array.isArray(batchItemFailures)) return [];
  return batchItemFailures.map((each: unknown) =>
    typeof each === 'object' && each !== null && 'itemIdentifier' in each ? String(each.itemIdentifier) : '',
  );
}
