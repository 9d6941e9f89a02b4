// The table and the client that reaches it: what every store in this folder works on.
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface TableRef {
  readonly documentClient: DynamoDBDocumentClient;
  readonly tableName: string;
}
