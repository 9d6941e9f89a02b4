// Lambda's SQS poller on one machine: takes rings from the queue, calls the worker's handler with them and keeps the
// promise of ReportBatchItemFailures: what it does not name as failed is deleted, all else comes again.
import { setTimeout as pause } from 'node:timers/promises';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { lambdaContext } from './lambda-context.ts';
import type { MessageSource } from './message-source.ts';

export type QueueHandler = (event: SQSEvent, context: Context) => Promise<unknown>;
export interface Poller {
  /** Resolves when nothing waits in the queue; false when that took too long (a ring that fails again and again). */
  drain(): Promise<boolean>;
  stop(): Promise<void>;
}

const workerSeconds = 60;
const longestDrain = 20_000;
/** After the queue itself failed: it may be on its way down, and a tight loop helps nobody. */
const pauseAfterFailure = 500;
const askAgain = 15;

export function startPoller(
  syncSource: MessageSource,
  handler: QueueHandler,
  complain: (defect: unknown) => void,
): Poller {
  const stopping = new AbortController();
  const loop = poll(syncSource, handler, complain, stopping.signal);
  return {
    drain: async () => {
      const end = performance.now() + longestDrain;
      while ((await syncSource.count()) > 0) {
        if (performance.now() > end || stopping.signal.aborted) return false;
        await pause(askAgain);
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
  syncSource: MessageSource,
  handler: QueueHandler,
  complain: (defect: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await answerOnce(syncSource, handler, complain, signal);
    } catch (error) {
      if (signal.aborted) return;
      complain(error);
      await pause(pauseAfterFailure);
    }
  }
}

/** One receive = one call of the handler. */
export async function answerOnce(
  syncSource: MessageSource,
  handler: QueueHandler,
  complain: (defect: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  const records = await syncSource.receive(signal);
  if (records.length === 0) return;
  const failed = await failedOf(records, handler, complain);
  await syncSource.remove(records.filter((record) => !failed.has(record.messageId)));
  await syncSource.giveBack(records.filter((record) => failed.has(record.messageId)));
}

// Lambda's own reading of the answer: a throw, or a name it did not hand out, and the whole batch has failed.
async function failedOf(
  records: readonly SQSRecord[],
  handler: QueueHandler,
  complain: (defect: unknown) => void,
): Promise<ReadonlySet<string>> {
  const all = new Set(records.map((record) => record.messageId));
  try {
    const said = await handler(
      { Records: [...records] },
      lambdaContext('sync', records[0]?.messageId ?? '', workerSeconds),
    );
    const named = namedIn(said);
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
