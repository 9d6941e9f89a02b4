// Ways to break one connection to the table, for faults of DynamoDB that DynamoDB Local never has.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The next calls of `client` throw these instead of reaching the table, one each. */
export function breakCalls(client: DynamoDBDocumentClient, errors: readonly Error[]): { thrown(): number } {
  let thrown = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const error = errors[thrown];
      if (error === undefined) return await next(args);
      thrown += 1;
      throw error;
    },
    { step: 'initialize', name: 'breakCalls' },
  );
  return { thrown: () => thrown };
}

/** The same for transactions alone: other calls pass. `tries` counts transactions, refused or not. */
export function refuseWrites(client: DynamoDBDocumentClient, errors: readonly Error[]): { tries(): number } {
  let tries = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context['commandName'] !== 'TransactWriteItemsCommand') return await next(args);
      const error = errors[tries];
      tries += 1;
      if (error !== undefined) throw error;
      return await next(args);
    },
    { step: 'initialize', name: 'refuseWrites' },
  );
  return { tries: () => tries };
}

/** The next answer of `client` is lost on its way back: the table has done the work, and the caller cannot know. */
export function loseNextAnswer(client: DynamoDBDocumentClient): { lost(): number } {
  let lost = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      if (lost > 0) return answer;
      lost += 1;
      throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
    },
    { step: 'deserialize', name: 'loseNextAnswer', priority: 'high' },
  );
  return { lost: () => lost };
}

export interface BadDay {
  /** How often each kind of fault happened. */
  readonly counts: Record<'conflicts' | 'throttles' | 'lost', number>;
  isOver: boolean;
}
/**
 * DynamoDB with random faults: some transactions meet another one, some calls are throttled longer than the
 * SDK retries, and some answers are lost though the work was done.
 */
export function badDay(client: DynamoDBDocumentClient, roll: () => number): BadDay {
  const day: BadDay = { counts: { conflicts: 0, throttles: 0, lost: 0 }, isOver: false };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const [chance, isTransaction] = [day.isOver ? 1 : roll(), context['commandName'] === 'TransactWriteItemsCommand'];
      if (isTransaction && chance < 0.2) {
        day.counts.conflicts += 1;
        throw canceledBy('None', 'TransactionConflict');
      }
      if (chance < 0.25) {
        day.counts.throttles += 1;
        throw isTransaction
          ? canceledBy('ThrottlingError')
          : Object.assign(new Error('Throughput exceeds'), { name: 'ThrottlingException' });
      }
      const answer = await next(args);
      if (chance > 0.3) return answer;
      day.counts.lost += 1;
      throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
    },
    { step: 'initialize', name: 'badDay' },
  );
  return day;
}

const canceledBy = (...codes: string[]): Error =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'Transaction cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
