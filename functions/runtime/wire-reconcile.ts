// The `reconcile` timer's own plugs: Stripe's lists to read, the queue to ring into, and the table to look through.
import { settings } from '../../mainstay.config.ts';
import { createQueueClient, sqsDoorbellQueue } from '../../shared/adapters/aws/doorbell-queue.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbErasureStore } from '../../shared/adapters/dynamodb/erasure-store.ts';
import { dynamodbReconcileStore } from '../../shared/adapters/dynamodb/reconcile-store.ts';
import { emailHasher } from '../../shared/adapters/node/hasher.ts';
import { consoleJournal, systemClock } from '../../shared/adapters/node/system.ts';
import { stripeAccess } from '../../shared/adapters/stripe/client.ts';
import { stripeLedger } from '../../shared/adapters/stripe/ledger.ts';
import { readConfig, required } from './config.ts';
import { parseKeyRing, parseStripeKey } from './secret-shapes.ts';
import { wireSecrets } from './wire-secrets.ts';

export function wireReconcile() {
  const config = readConfig();
  const secret = wireSecrets();
  const key = secret(required(config, 'STRIPE_SECRET'), parseStripeKey);
  const access = stripeAccess({ mode: config.MODE, key: key.current, apiUrl: config.STRIPE_API_URL });
  const [documents, table] = [createDocumentClient(), required(config, 'TABLE')];
  return {
    ledger: stripeLedger(access),
    doorbells: sqsDoorbellQueue(createQueueClient(), required(config, 'DOORBELLS_URL')),
    reconciliations: dynamodbReconcileStore(documents, table),
    erasures: dynamodbErasureStore(documents, table),
    emails: emailHasher(secret(required(config, 'PEPPER_SECRET'), parseKeyRing).current),
    linkDays: settings.linkDays,
    clock: systemClock,
    journal: consoleJournal('reconcile', config.STAGE),
  };
}
