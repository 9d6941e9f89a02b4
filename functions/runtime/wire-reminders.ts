// The `reminders` function's adapters: the public key that seals, the pepper that proves a confirmation, the queue of
// messages, and its rows. It has no key that opens a seal, no permission to send mail, and no Stripe key.
import { sqsMailQueue } from '../../shared/adapters/aws/mail-queue.ts';
import { createQueueClient } from '../../shared/adapters/aws/sync-queue.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbReminderStore } from '../../shared/adapters/dynamodb/reminder-store.ts';
import { hpkeSealer } from '../../shared/adapters/hpke/sealer.ts';
import { confirmationSigner } from '../../shared/adapters/node/confirmation-signer.ts';
import { readConfig, required } from './config.ts';
import { parseKeyRing, parseSealingKey } from './secret-shapes.ts';
import { wireEdge } from './wire-edge.ts';
import { wireSecrets } from './wire-secrets.ts';
import { wireWorld } from './wire-world.ts';

export function wireReminders() {
  const config = readConfig();
  const secret = wireSecrets();
  return {
    ...wireWorld('reminders', config),
    edge: wireEdge(config, () => secret),
    sealer: hpkeSealer(secret(required(config, 'SEALING_SECRET'), parseSealingKey).current),
    confirmations: confirmationSigner(secret(required(config, 'PEPPER_SECRET'), parseKeyRing).current),
    mail: sqsMailQueue(createQueueClient(), required(config, 'MAIL_QUEUE_URL')),
    reminders: dynamodbReminderStore(createDocumentClient(), required(config, 'TABLE')),
  };
}
