// The `reconcile` function's adapters: Stripe's lists to read, the queue for sync requests, the table to
// compare, and what is published of campaigns.
import { settings } from '#settings';
import { createQueueClient, sqsSyncQueue } from '../../shared/adapters/aws/sync-queue.ts';
import { dynamodbCampaignStore } from '../../shared/adapters/dynamodb/campaign-store.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbErasureStore } from '../../shared/adapters/dynamodb/erasure-store.ts';
import { dynamodbReconcileStore } from '../../shared/adapters/dynamodb/reconcile-store.ts';
import { bandEdges } from '../../shared/adapters/node/band-edges.ts';
import { emailHasher } from '../../shared/adapters/node/hasher.ts';
import { consoleLog, systemClock } from '../../shared/adapters/node/system.ts';
import { stripeAccess } from '../../shared/adapters/stripe/client.ts';
import { stripeListing } from '../../shared/adapters/stripe/stripe-listing.ts';
import { installationOf } from '../../shared/api/installation-settings.ts';
import { readConfig, required } from './config.ts';
import { parseKeyRing, parseStripeKey } from './secret-shapes.ts';
import { wireSecrets } from './wire-secrets.ts';

export function wireReconcile() {
  const config = readConfig();
  const secret = wireSecrets();
  const key = secret(required(config, 'STRIPE_SECRET'), parseStripeKey);
  const access = stripeAccess({
    mode: config.MODE,
    installation: installationOf(settings, config.STAGE),
    key: key.current,
    apiUrl: config.STRIPE_API_URL,
  });
  const peppers = secret(required(config, 'PEPPER_SECRET'), parseKeyRing).current;
  const [documents, table] = [createDocumentClient(), required(config, 'TABLE')];
  return {
    listing: stripeListing(access),
    syncQueue: sqsSyncQueue(createQueueClient(), required(config, 'SYNC_QUEUE_URL')),
    reconciliations: dynamodbReconcileStore(documents, table),
    erasures: dynamodbErasureStore(documents, table),
    emails: emailHasher(peppers),
    edges: bandEdges(peppers),
    campaignStore: dynamodbCampaignStore(documents, table),
    campaigns: settings.campaigns,
    offer: settings.offer,
    timeZone: settings.newsroom.timeZone,
    linkDays: settings.linkDays,
    clock: systemClock,
    log: consoleLog('reconcile', config.STAGE),
  };
}
