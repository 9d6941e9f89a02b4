// The worker under faults, against real servers: many at once on one supporter, killed under load, and the database
// killed below it. Nothing is lost and nothing is counted twice.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { getRequestListener } from '@hono/node-server';
import { describe, expect, test } from 'vitest';
import { functionEnvironment } from '../../local/environment/functions.ts';
import { localInstallation } from '../../local/environment/local-installation.ts';
import { sqsMessageSource } from '../../local/environment/message-source.ts';
import { secretNames } from '../../local/environment/secrets.ts';
import { findJava, startDynamodbLocal } from '../../local/servers/dynamodb-local.ts';
import { createTable, localAccess } from '../../local/servers/dynamodb-table.ts';
import { listen } from '../../local/servers/listen.ts';
import { startQueueServer } from '../../local/servers/queue-server.ts';
import { startSecretsServer } from '../../local/servers/secrets-server.ts';
import { createSession } from '../../packages/stripe-sandbox/source/checkout/create-session.ts';
import { payCheckout } from '../../packages/stripe-sandbox/source/checkout/pay-checkout.ts';
import { createSandbox } from '../../packages/stripe-sandbox/source/sandbox.ts';
import { createEndpoint } from '../../packages/stripe-sandbox/source/webhooks/endpoints.ts';
import type { World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { answerSyncRequest } from '../../shared/actions/answer-sync-request.ts';
import { sqsSyncQueue } from '../../shared/adapters/aws/sync-queue.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbStores } from '../../shared/adapters/dynamodb/stores.ts';
import { eventTypes } from '../../shared/adapters/stripe/event-types.ts';
import { syncRequestOfEvent } from '../../shared/adapters/stripe/sync-request-of-event.ts';
import { known } from '../../shared/core/ids.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import { dice } from '../simulation/dice.ts';
import { byId, sumsOf, truthOf } from '../simulation/invariants.ts';
import { openNewsroom } from '../simulation/plugs.ts';
import { somebodyActs } from '../simulation/readers.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { badDay } from '../support/dynamodb-faults.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { raisedIn } from '../support/raised-in.ts';

const site = 'https://meridian.example';
function ourCheckout(world: World, name: string): void {
  const metadata = {
    mainstay: localInstallation.id,
    mainstay_checkout: `co_${name.padEnd(22, '_')}`,
    mainstay_campaign: 'ad-free',
  };
  const price = {
    currency: 'usd',
    unit_amount: 500,
    product_data: { name: 'Contribution' },
    recurring: { interval: 'month' as const },
  };
  const session = createSession(world, {
    mode: 'subscription',
    success_url: site,
    metadata,
    subscription_data: { metadata },
    line_items: [{ quantity: 1, price_data: price }],
  });
  payCheckout(world, session.id, { method: 'card', email: `${name}@example.org` });
}
function openSandbox() {
  // The sandbox also posts by itself when a request moved its clock; those events count as well.
  const posted: SyncRequest[] = [];
  const hear = (event: { id: string } & Parameters<typeof syncRequestOfEvent>[0]): void => {
    const syncRequest = syncRequestOfEvent(event);
    if (syncRequest !== null) posted.push({ ...syncRequest, eventId: event.id });
  };
  const sandbox = createSandbox({
    now: Date.now,
    seed: 11,
    baseUrl: () => site,
    settings: { balanceDelaySeconds: 0 },
    send: async ({ body }) => {
      hear(JSON.parse(body));
      return { status: 200 };
    },
  });
  const { world } = sandbox.state;
  createEndpoint(world, { url: site, enabled_events: Object.keys(eventTypes) });
  /** Everything that Stripe has sent since the last time. */
  const syncRequests = async (): Promise<SyncRequest[]> => {
    await sandbox.tick();
    return posted.splice(0);
  };
  return { sandbox, world, syncRequests };
}

/** What is stored equals what Stripe says, and the total equals what the payments count. */
async function expectTruth(world: World, documentClient: ReturnType<typeof createDocumentClient>, tableName: string) {
  const newsroom = openNewsroom(world, 1, { installation: localInstallation });
  const { supporters } = dynamodbStores(documentClient, tableName);
  for (const [customer, parts] of await truthOf(world, newsroom)) {
    const held = await supporters.read(customer);
    expect(byId([...(held?.memberships ?? []), ...(held?.payments ?? [])])).toEqual(byId(parts));
  }
  for (const [ref, sum] of await sumsOf(world, newsroom)) {
    const month = ref.split(' ')[1] ?? '';
    expect([ref, await raisedIn({ documentClient, tableName }, 'ad-free', month)]).toEqual([ref, sum]);
  }
}

describe.skipIf(isTableMissing())('in a storm', () => {
  test('twenty workers at once on one supporter end in what Stripe says', async () => {
    const { documentClient, tableName } = await freshTable();
    const { world, syncRequests: heard } = openSandbox();
    const newsroom = openNewsroom(world, 1, { installation: localInstallation });
    ourCheckout(world, 'one');
    const needs = {
      ...newsroom.still,
      payments: newsroom.payments,
      ...dynamodbStores(documentClient, tableName),
    };
    // A sync that gave up beside nineteen others returns to the queue: here it is simply called again.
    const untilAnswered = async (syncRequest: SyncRequest): Promise<void> => {
      await answerSyncRequest(needs, syncRequest).catch((error: Error) => {
        if (!error.message.includes('stayed stale')) throw error;
        return untilAnswered(syncRequest);
      });
    };
    const syncRequests = await heard();
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        untilAnswered(syncRequests[at % syncRequests.length] ?? known<SyncRequest>(null)),
      ),
    );
    await expectTruth(world, documentClient, tableName);
  });

  test('conflicts, throttles and lost answers of the table, again and again, lose nothing and double nothing', async () => {
    const { tableName, connect, documentClient } = await freshTable();
    const { world, syncRequests: heard } = openSandbox();
    const [newsroom, client, chance] = [
      openNewsroom(world, 1, { installation: localInstallation }),
      connect(),
      dice(3),
    ];
    const day = badDay(client, chance.roll);
    const needs = {
      ...newsroom.still,
      payments: newsroom.payments,
      ...dynamodbStores(client, tableName),
    };
    // A failed sync request returns to the queue and comes again after others. Four workers each handle another one.
    const waiting: SyncRequest[] = [];
    const work = async (): Promise<void> => {
      for (let syncRequest = waiting.shift(); syncRequest !== undefined; syncRequest = waiting.shift()) {
        const requested = syncRequest;
        await answerSyncRequest(needs, requested).catch(() => waiting.push(requested));
      }
    };
    for (let round = 0; round < 12; round += 1) {
      ourCheckout(world, `reader${round}`);
      for (let steps = 0; steps < 4; steps += 1) somebodyActs(world, chance, false);
      waiting.push(...(await heard()));
      await Promise.all([work(), work(), work(), work()]);
    }
    expect(Math.min(...Object.values(day.counts))).toBeGreaterThan(10);
    await expectTruth(world, documentClient, tableName);
    client.destroy();
  });

  test('a worker killed again and again, and the database killed under it, lose nothing and double nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mainstay-storm-'));
    const java = (await findJava()) ?? 'java';
    const { sandbox, world, syncRequests: heard } = openSandbox();
    const listener = getRequestListener(sandbox.fetch, { overrideGlobalObjects: false });
    const [stripe, queue, secrets, first] = await Promise.all([
      listen(0, 'the Stripe sandbox', (request, response) => void listener(request, response)),
      startQueueServer({ port: 0, directory: null, visibilitySeconds: 2 }),
      startSecretsServer({
        [secretNames.stripe]: '{"key":"sk_test_storm"}',
        [secretNames.pepper]: JSON.stringify({
          current: 'p1',
          keys: { p1: Buffer.alloc(32, 3).toString('base64url') },
        }),
      }),
      startDynamodbLocal({ java, port: 0, directory: folder }),
    ]);
    let dynamodb = first;
    const table = 'storm';
    await createTable(dynamodb.endpoint, table);
    const addresses = { site, table, queueUrl: queue.queueUrl, dynamodb: dynamodb.endpoint, sqs: queue.endpoint };
    const environment = functionEnvironment({
      ...addresses,
      // This test sends no message.
      mailQueueUrl: queue.mailQueueUrl,
      mail: queue.endpoint,
      secrets: secrets.url,
      stripeApi: `http://127.0.0.1:${stripe.port}`,
    });
    const begin = (): ChildProcess =>
      spawn(process.execPath, ['tests/support/worker-process.ts'], {
        env: { ...childEnvironment(), ...environment },
        stdio: 'ignore',
      });
    const client = new SQSClient({ ...localAccess, endpoint: queue.endpoint });
    const [queued, syncRequests] = [sqsSyncQueue(client, queue.queueUrl), sqsMessageSource(client, queue.queueUrl)];
    const chance = dice(4);
    let worker = begin();
    try {
      for (let round = 0; round < 12; round += 1) {
        ourCheckout(world, `reader${round}`);
        for (let steps = 0; steps < 4; steps += 1) somebodyActs(world, chance, false);
        for (const syncRequest of await heard()) await queued.send(syncRequest);
        await wait(150 + chance.below(350));
        if (round % 2 === 1) {
          worker.kill('SIGKILL');
          worker = begin();
        }
        if (round === 5) {
          const port = new URL(dynamodb.endpoint).port;
          execFileSync('pkill', ['-9', '-f', '--', `-port ${port}`]);
          await dynamodb.stop();
          dynamodb = await startAgain({ java, port: Number(port), directory: folder });
        }
      }
      for (let looks = 0; looks < 3; looks += 1) {
        for (const syncRequest of await heard()) await queued.send(syncRequest);
        await emptied(client, queue, { queued, syncRequests });
      }
      const documentClient = createDocumentClient({ ...localAccess, endpoint: dynamodb.endpoint });
      await expectTruth(world, documentClient, table);
      expect(
        (await truthOf(world, openNewsroom(world, 1, { installation: localInstallation }))).size,
      ).toBeGreaterThanOrEqual(8);
      documentClient.destroy();
    } finally {
      worker.kill('SIGKILL');
      client.destroy();
      await Promise.all([stripe.close(), queue.stop(), secrets.stop(), dynamodb.stop()]);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** The kernel holds the port for a moment after its process was killed. */
async function startAgain(
  options: Parameters<typeof startDynamodbLocal>[0],
  tries = 60,
): ReturnType<typeof startDynamodbLocal> {
  return startDynamodbLocal(options).catch(async (error: Error) => {
    if (tries === 0 || !error.message.includes('already in use')) throw error;
    await wait(250);
    return startAgain(options, tries - 1);
  });
}

interface Queues {
  readonly queued: ReturnType<typeof sqsSyncQueue>;
  readonly syncRequests: ReturnType<typeof sqsMessageSource>;
}
/** Until nothing waits. Dead letters are moved back, as staff would do once the cause is corrected. */
async function emptied(
  client: SQSClient,
  queue: { deadLetterUrl: string },
  { queued, syncRequests }: Queues,
): Promise<void> {
  for (let quiet = 0, moved = 0; quiet < 3; ) {
    const dead = await client.send(
      new ReceiveMessageCommand({ QueueUrl: queue.deadLetterUrl, MaxNumberOfMessages: 10 }),
    );
    for (const { Body = '', ReceiptHandle } of dead.Messages ?? []) {
      const syncRequest: SyncRequest = JSON.parse(Body);
      moved += 1;
      await queued.send({ ...syncRequest, eventId: `${syncRequest.eventId}_moved${moved}` });
      await client.send(new DeleteMessageCommand({ QueueUrl: queue.deadLetterUrl, ReceiptHandle }));
    }
    quiet = (dead.Messages ?? []).length === 0 && (await syncRequests.count()) === 0 ? quiet + 1 : 0;
    await wait(200);
  }
}
