// The two clients of the webhook's function.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { bounds } from '../baselines/bounds.ts';
import { readSecret } from '../baselines/secrets.ts';

export const used = { readSecret, SendMessageCommand, client: new SQSClient(bounds) };
export const handler = async () => ({ statusCode: 200 });
