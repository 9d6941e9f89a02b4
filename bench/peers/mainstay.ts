// Ours: the webhook's handler verifies an event and queues it, the worker's handler takes what is queued, asks Stripe and
// saves. The queue is a list here; everything else is what a stage runs.
import { randomBytes } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { settings } from '#settings';
import { wireWorld } from '../../functions/runtime/wire-world.ts';
import { serve as serveStripeEvents } from '../../functions/stripe-webhook.ts';
import { serve as serveSync } from '../../functions/sync.ts';
import { lambdaContext } from '../../local/environment/lambda-context.ts';
import { localInstallation } from '../../local/environment/local-installation.ts';
import { createTable, localAccess } from '../../local/servers/dynamodb-table.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbStores } from '../../shared/adapters/dynamodb/stores.ts';
import type { TableRef } from '../../shared/adapters/dynamodb/table-ref.ts';
import { emailHasher, nodeHasher } from '../../shared/adapters/node/hasher.ts';
import { keyRing } from '../../shared/adapters/node/key-ring.ts';
import { stripeAccess } from '../../shared/adapters/stripe/client.ts';
import { stripePayments } from '../../shared/adapters/stripe/payments.ts';
import { stripeEvents } from '../../shared/adapters/stripe/stripe-events.ts';
import { known, parseCheckoutId, parseSessionId } from '../../shared/core/ids.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import { day } from '../../shared/core/time.ts';
import { httpCall, queueEventOf, site } from '../lambda-events.ts';
import { newContribution } from '../new-contribution.ts';
import {
  type Contender,
  type NewSupporter,
  type SignedEvent,
  type Surroundings,
  stripeKey,
  webhookSecret,
} from './contender.ts';

const functionSettings = { SITE_ORIGINS: [site], API_URL: site };
const quiet = { log: { write: () => undefined } };

export async function openMainstay({ stripe, dynamodb }: Surroundings): Promise<Contender> {
  const documents = createDocumentClient({ ...localAccess, endpoint: dynamodb });
  const webhook = openWebhook();
  const openTable = async (): Promise<TableRef> => {
    const tableName = `mainstay-${randomBytes(6).toString('hex')}`;
    await createTable(dynamodb, tableName);
    return { documentClient: documents, tableName };
  };
  let table = await openTable();
  let work = openWorker(table, stripe);
  return {
    async reset(supporters) {
      table = await openTable();
      work = openWorker(table, stripe);
      const { checkouts } = dynamodbStores(documents, table.tableName);
      for (const supporter of supporters) await checkouts.remember(openedBy(supporter));
    },
    eventOf: (_supporter, body) => body,
    answer: async (event) => work([await webhook(event)]),
    answerTogether: async (events) => {
      const syncRequests: SyncRequest[] = [];
      for (const event of events) syncRequests.push(await webhook(event));
      await work(syncRequests);
    },
    async countRight(supporters) {
      const rights = await Promise.all(supporters.map((supporter) => isRight(table, supporter)));
      return rights.filter(Boolean).length;
    },
    close: async () => documents.destroy(),
  };
}

/** Through the handler of the function `stripe-webhook`, to the message that it queues. */
function openWebhook(): (event: SignedEvent) => Promise<SyncRequest> {
  const signing = async () => [webhookSecret];
  const queue = new Map<string, SyncRequest>();
  const webhook = serveStripeEvents({
    ...wireWorld('stripe-webhook', functionSettings),
    events: stripeEvents('test', { current: signing, again: signing }),
    syncQueue: { send: async (syncRequest) => void queue.set(syncRequest.eventId, syncRequest) },
    ...quiet,
  });
  return async ({ id, body, signature }) => {
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    const { statusCode } = await webhook(
      httpCall('POST /v1/stripe/events', { body, headers }),
      lambdaContext('stripe-webhook', 'bench', 30),
    );
    const syncRequest = queue.get(id);
    queue.delete(id);
    if (syncRequest === undefined) throw new Error(`our webhook queued nothing: ${statusCode}`);
    return syncRequest;
  };
}

/** Through the handler of the function `sync`. */
function openWorker({ documentClient, tableName }: TableRef, stripe: string) {
  const keys = keyRing('k1', { k1: randomBytes(32).toString('base64url') });
  const access = stripeAccess({
    mode: 'test',
    installation: localInstallation,
    key: async () => stripeKey,
    apiUrl: stripe,
  });
  const worker = serveSync({
    ...wireWorld('sync', functionSettings),
    ...dynamodbStores(documentClient, tableName),
    payments: stripePayments(access, settings.discreet),
    emails: emailHasher(async () => keys),
    tries: null,
    ...quiet,
  });
  return async (syncRequests: readonly SyncRequest[]): Promise<void> => {
    const { batchItemFailures } = await worker(queueEventOf(syncRequests), lambdaContext('sync', 'bench', 60));
    if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} sync requests were not answered`);
  };
}

/** A membership that is active, and its payment of ten dollars: the rows as they lie in the table. */
async function isRight(
  { documentClient, tableName }: TableRef,
  { customer, subscription, paymentIntent }: NewSupporter,
): Promise<boolean> {
  const { Items = [] } = await documentClient.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `SUP#${customer}` },
    }),
  );
  const membership = Items.find(({ sk }) => String(sk).endsWith(subscription));
  const payment = Items.find(({ sk }) => String(sk).endsWith(paymentIntent));
  return membership?.['status'] === 'active' && payment?.['amountMinor'] === 1000;
}

/** What the function `checkout` stored when the checkout was opened. */
const openedBy = ({ checkout, session }: NewSupporter) => ({
  ...newContribution(checkout.slice('co_'.length)),
  contribution: { ...newContribution(checkout.slice('co_'.length)).contribution, frequency: 'monthly' as const },
  id: known(parseCheckoutId(checkout)),
  session: known(parseSessionId(session)),
  claims: [nodeHasher.digest(checkout)],
  device: null,
  customer: null,
  links: 0,
  returnUrl: `${site}/an-article`,
  forgetAt: Date.now() + 2 * day,
});
