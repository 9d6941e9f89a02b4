// Several rows written together or not at all, and what it means when DynamoDB says no: which of the conditions did not
// hold, or that somebody else was writing the same rows all the while. Whatever else goes wrong is thrown.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { isConflict } from './retry-conflicts.ts';

export type TransactionItems = NonNullable<TransactWriteCommandInput['TransactItems']>;
/** As it lay there, where its part of the transaction asked to see it. */
type OldRow = Readonly<Record<string, unknown>>;
export type TransactionOutcome =
  | { readonly kind: 'written' }
  /** Places in the transaction whose condition did not hold. */
  | { readonly kind: 'refused'; readonly indexes: readonly number[]; readonly rows: readonly (OldRow | undefined)[] }
  /** The client tried again for two seconds, and the rows were busy each time. */
  | { readonly kind: 'conflict' };

export async function transact(
  documentClient: DynamoDBDocumentClient,
  items: TransactionItems,
): Promise<TransactionOutcome> {
  try {
    // The SDK makes one request token per call and keeps it over its own retries, so a lost answer is not a second write.
    await documentClient.send(new TransactWriteCommand({ TransactItems: items }));
    return { kind: 'written' };
  } catch (error) {
    if (isConflict(error)) return { kind: 'conflict' };
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const indexes = reasons.flatMap(({ Code }, index) => (Code === 'ConditionalCheckFailed' ? [index] : []));
    const rows = reasons.map(({ Item }) => (Item === undefined ? undefined : unmarshall(Item)));
    if (indexes.length > 0) return { kind: 'refused', indexes, rows };
    throw error;
  }
}
