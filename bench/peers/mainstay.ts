// Ours: the webhook's handler verifies an event and queues it, the worker's handler takes what is queued, asks Stripe and
// saves. The queue is a list here; everything else is what a stage runs.
import { randomBytes } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { settings } from '#settings';
import { wireWorld } from '../../functions/runtime/wire-world.ts';
import { serve as serveStripeEvents } from '../../functions/stripe-webhook.ts';
import { serve as serveSync } from '../../functions/sync.ts';
import { lambdaContext } from '../../local/environment/lambda-context.ts';
import { createTable, localAccess } from '../../local/servers/dynamodb-table.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbStores } from '../../shared/adapters/dynamodb/stores.ts';
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

export async function openMainstay({ stripe, dynamodb }: Surroundings): Promise<Contender> {
  const documents = createDocumentClient({ ...localAccess, endpoint: dynamodb });
  const ring = keyRing('k1', { k1: randomBytes(32).toString('base64url') });
  const ref = { SITE_ORIGINS: [site], API_URL: site };
  const quiet = { log: { write: () => undefined } };
  const access = stripeAccess({ mode: 'test', key: async () => stripeKey, apiUrl: stripe });
  const signing = async () => [webhookSecret];
  const queue = new Map<string, SyncRequest>();
  const webhook = serveStripeEvents({
    ...wireWorld('stripe-webhook', ref),
    events: stripeEvents('test', { current: signing, again: signing }),
    syncQueue: { send: async (syncRequest) => void queue.set(syncRequest.eventId, syncRequest) },
    ...quiet,
  });
  let table = '';
  const openWorker = () =>
    serveSync({
      ...wireWorld('sync', ref),
      ...dynamodbStores(documents, table),
      payments: stripePayments(access, settings.discreet),
      emails: emailHasher(async () => ring),
      tries: null,
      ...quiet,
    });
  let worker = openWorker();

  const queued = async ({ id, body, signature }: SignedEvent): Promise<readonly SyncRequest[]> => {
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    const { statusCode } = await webhook(
      httpCall('POST /v1/stripe/events', { body, headers }),
      lambdaContext('stripe-webhook', 'bench', 30),
    );
    if (statusCode !== 200) throw new Error(`our webhook refused an event: ${statusCode}`);
    const syncRequest = queue.get(id);
    queue.delete(id);
    return syncRequest === undefined ? [] : [syncRequest];
  };
  const work = async (syncRequests: readonly SyncRequest[]): Promise<void> => {
    const { batchItemFailures } = await worker(queueEventOf(syncRequests), lambdaContext('sync', 'bench', 60));
    if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} sync requests were not answered`);
  };
  return {
    async reset(supporters) {
      table = `mainstay-${randomBytes(6).toString('hex')}`;
      await createTable(dynamodb, table);
      worker = openWorker();
      for (const supporter of supporters)
        await dynamodbStores(documents, table).checkouts.remember(openedBy(supporter));
    },
    eventOf: (_supporter, body) => body,
    answer: async (event) => work(await queued(event)),
    answerTogether: async (events) => {
      const all: SyncRequest[] = [];
      for (const event of events) all.push(...(await queued(event)));
      await work(all);
    },
    async countRight(supporters) {
      const rights = await Promise.all(supporters.map((supporter) => isRight(supporter)));
      return rights.filter(Boolean).length;
    },
    close: async () => documents.destroy(),
  };

  /** A membership that is active, and its payment of ten dollars: the rows as they lie in the table. */
  async function isRight({ customer, subscription, paymentIntent }: NewSupporter): Promise<boolean> {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `SUP#${customer}` },
      }),
    );
    const membership = Items.find(({ sk }) => String(sk).endsWith(subscription));
    const payment = Items.find(({ sk }) => String(sk).endsWith(paymentIntent));
    return membership?.['status'] === 'active' && payment?.['amountMinor'] === 1000;
  }
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
