// Several rows written together or not at all, and what it means when DynamoDB says no: which of the conditions did not
// hold, or that somebody else was writing the same rows just then. Whatever else goes wrong is thrown.
import { setTimeout } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';

export type TransactionItems = NonNullable<TransactWriteCommandInput['TransactItems']>;
export type TransactionOutcome =
  | { readonly kind: 'written' }
  /** Places in the transaction whose condition did not hold. */
  | { readonly kind: 'refused'; readonly indexes: readonly number[] }
  /** DynamoDB does not queue: of two transactions on one row at once, one is refused. */
  | { readonly kind: 'conflict' };

/** With these pauses a conflict of two supporters on one counter has long passed: about two seconds in all. */
const conflictPauses = [20, 60, 150, 300, 600, 900];

/**
 * The same again where another transaction was at one of the rows just then: nothing was refused, so nobody need be asked
 * anew. The pauses differ by chance, so that two that met do not meet again.
 */
export async function transactPatiently(
  documentClient: DynamoDBDocumentClient,
  items: TransactionItems,
): Promise<TransactionOutcome> {
  for (const pause of conflictPauses) {
    const outcome = await transact(documentClient, items);
    if (outcome.kind !== 'conflict') return outcome;
    await setTimeout(pause / 2 + (pause / 2) * jitter());
  }
  return await transact(documentClient, items);
}

/** Between 0 and 1: the clock's fractions of a millisecond differ from one process to the next. */
const jitter = (): number => performance.now() % 1;

export async function transact(
  documentClient: DynamoDBDocumentClient,
  items: TransactionItems,
): Promise<TransactionOutcome> {
  try {
    // The SDK makes one request token per call and keeps it over its own retries, so a lost answer is not a second write.
    await documentClient.send(new TransactWriteCommand({ TransactItems: items }));
    return { kind: 'written' };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
    const indexes = codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []));
    if (indexes.length > 0) return { kind: 'refused', indexes };
    if (codes.includes('TransactionConflict')) return { kind: 'conflict' };
    throw error;
  }
}
