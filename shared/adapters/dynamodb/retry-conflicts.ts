// Tries a write again that met another one. DynamoDB does not queue: while a transaction holds a row, it refuses every other
// write on it, plain ones too, and the SDK takes that for a mistake of ours. Nothing was written and no condition was looked
// at, so the same write is sent again after a moment, and nobody asks Stripe anew.
import { setTimeout } from 'node:timers/promises';
import {
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** In milliseconds. A conflict of two supporters on one counter has long passed then: about two seconds in all. */
const pauses = [20, 60, 150, 300, 600, 900];

/** The outermost step: each try is a request of its own, with the SDK's retries and request token. */
export function retryConflicts(client: DynamoDBDocumentClient): DynamoDBDocumentClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      for (const pause of pauses) {
        try {
          return await next(args);
        } catch (error) {
          if (!isConflict(error)) throw error;
        }
        // By chance, so that two that met do not meet again.
        await setTimeout(pause / 2 + (pause / 2) * jitter());
      }
      return await next(args);
    },
    { step: 'initialize', name: 'retryConflicts', priority: 'high' },
  );
  return client;
}

/** Between 0 and 1: the clock's fractions of a millisecond differ from one process to the next. */
const jitter = (): number => performance.now() % 1;

/** A transaction whose condition failed as well is no conflict: its answer is there. */
export function isConflict(error: unknown): boolean {
  if (error instanceof TransactionConflictException || error instanceof TransactionInProgressException) return true;
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).flatMap(({ Code }) => (Code === 'None' ? [] : [Code]));
  return codes.length > 0 && codes.every((code) => code === 'TransactionConflict');
}
