// The `stripe-events` door's own plugs: the webhook's secret and the queue, and nothing else.
import { createQueueClient, sqsDoorbellQueue } from '../../shared/adapters/aws/doorbell-queue.ts';
import { stripeEvents } from '../../shared/adapters/stripe/stripe-events.ts';
import { readConfig, required } from './config.ts';
import { parseSigningSecrets } from './secret-shapes.ts';
import { wireSecrets } from './wire-secrets.ts';
import { wireWorld } from './wire-world.ts';

export function wireStripeEvents() {
  const config = readConfig();
  const secrets = wireSecrets()(required(config, 'WEBHOOK_SECRET'), parseSigningSecrets);
  return {
    ...wireWorld('stripe-events', config),
    events: stripeEvents(config.MODE, secrets),
    doorbells: sqsDoorbellQueue(createQueueClient(), required(config, 'DOORBELLS_URL')),
  };
}
