// What `stripe-webhook` depends on, doing nothing: Stripe's verifier, its secret and one message, all raw.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import Stripe from 'stripe';
import { answer } from './answer.ts';
import { bounds } from './bounds.ts';
import { readSecret } from './secrets.ts';

const queue = new SQSClient(bounds);

export const handler = answer(async ({ body = '', headers }) => {
  const secret = await readSecret('WEBHOOK_SECRET');
  const [signing = ''] =
    typeof secret === 'object' && secret !== null && 'secrets' in secret && Array.isArray(secret.secrets)
      ? secret.secrets.map(String)
      : [];
  Stripe.webhooks.constructEvent(body, headers['stripe-signature'] ?? '', signing);
  const message = { MessageBody: '{}', MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  await queue.send(new SendMessageCommand({ QueueUrl: process.env['SYNC_QUEUE_URL'] ?? '', ...message }));
});
