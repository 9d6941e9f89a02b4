// The connection to the table: short timeouts and few attempts, because a function that waits longer than its caller helps
// nobody. Region, credentials and a local endpoint come from the SDK's own variables, unless a test hands them in.
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { retryConflicts } from './retry-conflicts.ts';

/** A healthy table answers in a few milliseconds; three tries of this still end before an HTTP function's own timeout. */
const requestHandler = { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true };
const maxAttempts = 3;

export const createDocumentClient = (config: DynamoDBClientConfig = {}): DynamoDBDocumentClient =>
  retryConflicts(
    DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts, requestHandler, ...config }), {
      marshallOptions: { removeUndefinedValues: true },
    }),
  );
