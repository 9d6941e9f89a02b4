// The table, raw: the same client with the same bounds, and no code of ours around it.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { bounds } from './bounds.ts';

export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(bounds), { marshallOptions: { removeUndefinedValues: true } });

export const TableName = process.env['TABLE'] ?? '';
export const keyOf = (pk: string): { TableName: string; Key: { pk: string; sk: string } } => ({
  TableName,
  Key: { pk, sk: '-' },
});
