// Secrets Manager's client beside DynamoDB's; they share most of their code.
import { readSecret } from '../baselines/secrets.ts';
import { used as dynamodb } from './dynamodb.ts';

export const used = { dynamodb, readSecret };
export const handler = async () => ({ statusCode: 200 });
