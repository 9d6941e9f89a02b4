// The `stripe-webhook` function's adapters: the webhook's secret and the queue, and nothing else.
import { createQueueClient, sqsSyncQueue } from '../../shared/adapters/aws/sync-queue.ts';
import { stripeEvents } from '../../shared/adapters/stripe/stripe-events.ts';
import { readConfig, required } from './config.ts';
import { parseSigningSecrets } from './secret-shapes.ts';
import { wireSecrets } from './wire-secrets.ts';
import { wireWorld } from './wire-world.ts';

export function wireStripeEvents() {
  const config = readConfig();
  const secrets = wireSecrets()(required(config, 'WEBHOOK_SECRET'), parseSigningSecrets);
  return {
    ...wireWorld('stripe-webhook', config),
    events: stripeEvents(config.MODE, secrets),
    syncQueue: sqsSyncQueue(createQueueClient(), required(config, 'SYNC_QUEUE_URL')),
  };
}
