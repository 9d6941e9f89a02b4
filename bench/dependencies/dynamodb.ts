// The DynamoDB client with lib-dynamodb's document client, and the commands of the functions.
import * as commands from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../baselines/table.ts';

const { BatchGetCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } =
  commands;
export const used = [
  documentClient(),
  ...[BatchGetCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand],
];
export const handler = async () => ({ statusCode: 200 });
