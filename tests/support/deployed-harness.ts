// The functions as they are deployed: the built bundles, their exported handlers, with all addresses from the environment.
// Real servers are behind them: DynamoDB Local, a FIFO queue, a stand-in for Secrets Manager, the sandbox on a socket.
import { SQSClient } from '@aws-sdk/client-sqs';
import { getRequestListener } from '@hono/node-server';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { expect, inject, vi } from 'vitest';
import * as z from 'zod/mini';
import { startClock } from '../../local/environment/clock.ts';
import {
  enterEnvironment,
  functionEnvironment,
  type Handler,
  loadFunctions,
} from '../../local/environment/functions.ts';
import { lambdaContext } from '../../local/environment/lambda-context.ts';
import { sqsMessageSource } from '../../local/environment/message-source.ts';
import { answerOnce } from '../../local/environment/poller.ts';
import { newSealPair } from '../../local/environment/seal-pair.ts';
import { secretNames } from '../../local/environment/secrets.ts';
import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { findRoute } from '../../local/servers/gateway-routes.ts';
import { listen } from '../../local/servers/listen.ts';
import { startMailServer } from '../../local/servers/mail-server.ts';
import { startQueueServer } from '../../local/servers/queue-server.ts';
import { startSecretsServer } from '../../local/servers/secrets-server.ts';
import { createSandbox } from '../../packages/stripe-sandbox/source/sandbox.ts';
import { complaintsAbout } from '../../shared/adapters/dynamodb/retention/retention.ts';
import { eventTypes } from '../../shared/adapters/stripe/event-types.ts';
import { type FunctionName, functions } from '../../shared/api/routes.ts';
import { day } from '../../shared/core/time.ts';
import { freshTable } from './dynamodb-table.ts';
import { gatewayEvent, type Requested } from './gateway-event.ts';
import { known, openGuardedTable } from './guarded-table.ts';
import { site } from './newsroom.ts';
import { lasting } from './newsroom-stores.ts';
import { readerBrowser } from './reader-browser.ts';
import { webhookSecret } from './signed-webhook.ts';
import { openWitness } from './witness.ts';

export type DeployedHarness = Awaited<ReturnType<typeof openDeployedHarness>>;
const sealPair = newSealPair();
const key = (fill: number) => Buffer.alloc(32, fill).toString('base64url');
const answered = z.looseObject({ statusCode: z.int() });

export async function openDeployedHarness() {
  const folder = inject('bundles');
  const secrets: Record<string, string> = {
    [secretNames.stripe]: '{"key":"sk_test_deployed"}',
    [secretNames.webhook]: JSON.stringify({ secrets: [webhookSecret] }),
    [secretNames.pass]: JSON.stringify({ current: 'k1', keys: { k1: key(1) } }),
    [secretNames.pepper]: JSON.stringify({ current: 'p1', keys: { p1: key(2) } }),
    [secretNames.seal]: JSON.stringify({ current: 's1', keys: { s1: sealPair.opens } }),
    [secretNames.sealing]: JSON.stringify({ current: 's1', key: sealPair.seals }),
  };
  const clock = startClock(0, Date.now);
  let handlers: Readonly<Partial<Record<string, Handler>>> = {};
  let stripeApi = 'http://127.0.0.1';
  const sandbox = createSandbox({
    now: clock.now,
    seed: 7,
    send: async ({ body, headers }) => ({
      status: (await ask({ method: 'POST', path: '/v1/stripe/events', body, headers })).statusCode ?? 0,
    }),
    endpoints: [{ url: `${site}/v1/stripe/events`, secret: webhookSecret, enabled_events: Object.keys(eventTypes) }],
    advance: (days) => advanceDays(days),
    baseUrl: () => stripeApi,
    wait: () => new Promise(() => {}),
  });
  const witness = openWitness();
  const webhookFunction = async (request: Request) => {
    await witness.toStripe(request);
    return sandbox.fetch(request);
  };
  const listener = getRequestListener(webhookFunction, { overrideGlobalObjects: false });
  const [stripe, queue, store, table, mail, guard] = await Promise.all([
    listen(0, 'the Stripe sandbox', (request, response) => void listener(request, response)),
    startQueueServer({ port: 0, directory: null, visibilitySeconds: 30 }),
    startSecretsServer(secrets),
    freshTable(),
    startMailServer(0),
    openGuardedTable(inject('dynamodbEndpoint') ?? ''),
  ]);
  stripeApi = `http://127.0.0.1:${stripe.port}`;
  const environment = functionEnvironment({
    site,
    table: table.tableName,
    queueUrl: queue.queueUrl,
    mailQueueUrl: queue.mailQueueUrl,
    dynamodb: guard.endpoint,
    sqs: queue.endpoint,
    mail: mail.endpoint,
    secrets: store.url,
    stripeApi,
  });
  // What the functions print is their log: it is recorded, so that tests can read it and the terminal stays quiet.
  const lines: string[] = [];
  const logged = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
  const client = new SQSClient({ ...localAccess, endpoint: queue.endpoint });
  const syncRequests = sqsMessageSource(client, queue.queueUrl, 0);
  const inputs = sqsMessageSource(client, queue.mailQueueUrl, 0);
  let leave = () => {};
  /** Cold starts of all functions, with another environment where a test needs one. */
  const coldStart = (overrides: Readonly<Record<string, string | undefined>> = {}): void => {
    leave();
    leave = enterEnvironment({ ...environment, ...overrides });
    const loaded = loadFunctions(folder);
    handlers = Object.fromEntries(functions.map((each) => [each, known(each, loaded[each])]));
  };

  async function ask(requested: Requested): Promise<APIGatewayProxyStructuredResultV2> {
    const found = findRoute(requested.method, new URL(requested.path, site).pathname);
    const handler = handlers[found?.functionName ?? 'checkout'];
    const said = await handler?.(
      gatewayEvent(requested),
      lambdaContext(found?.functionName ?? 'checkout', 'a-request', 30),
    );
    witness.asks(found?.routeKey ?? '');
    witness.answered(z.parse(answered, said));
    return z.parse(answered, said);
  }

  /** The worker handles what waits, as Lambda's poller delivers it, until the queue is empty. */
  async function drain(): Promise<void> {
    let isMore: boolean;
    do {
      await sandbox.tick();
      while ((await syncRequests.count()) > 0) {
        await answerOnce(
          syncRequests,
          (event, context) => worker(event, context),
          complain,
          AbortSignal.timeout(20_000),
        );
      }
      const { pending, storm } = sandbox.state.deliveries;
      isMore = !storm.hold && pending.some(({ dueAt }) => dueAt <= clock.now());
    } while (isMore);
  }
  /** The function `mail` handles what waits for it. */
  async function answerLinkRequests(): Promise<void> {
    while ((await inputs.count()) > 0) {
      const write: Handler = async (event, context) => {
        witness.handed(event);
        return handlers['mail']?.(event, context);
      };
      await answerOnce(inputs, (event, context) => write(event, context), complain, AbortSignal.timeout(20_000));
    }
  }
  /** The nightly call of the schedule; the sync requests it makes are answered too. */
  async function night(): Promise<void> {
    await handlers['reconcile']?.({ job: 'nightly' }, lambdaContext('reconcile', 'a-night', 900));
    await drain();
  }
  const worker: Handler = async (event, context) => {
    witness.handed(event);
    return handlers['sync']?.(event, context);
  };
  const complain = (defect: unknown) => {
    throw defect;
  };

  async function advanceDays(days: number): Promise<void> {
    await clock.advance(days * day, drain);
  }

  coldStart();
  return {
    sandbox,
    secrets,
    table,
    ask,
    drain,
    advanceDays,
    coldStart,
    syncRequests,
    worker,
    queue,
    client,
    witness,
    inputs,
    answerLinkRequests,
    night,
    mail,
    /** How many calls of functions the policies judged. */
    judged: guard.judged,
    /** A scheduled call of a function. */
    timer: async (functionName: FunctionName, call: object) =>
      handlers[functionName]?.(call, lambdaContext(functionName, 'a-timer', 900)),
    now: clock.now,
    /** Only the clock: nothing is delivered and no sync request answered meanwhile. */
    wait: (milliseconds: number) => clock.advance(milliseconds, async () => {}),
    browser: () => readerBrowser({ origin: site, now: clock.now, ask }),
    held: async () => lasting(await table.rows()),
    /** Everything that the functions printed since the start. */
    log: (): string => lines.join('\n'),
    async stop(): Promise<void> {
      // Whatever a test did: no row is there without a description.
      expect((await table.rows()).flatMap((row) => complaintsAbout(row, clock.now()))).toEqual([]);
      // And no function reached for a row that its role does not open.
      expect(guard.refused).toEqual([]);
      leave();
      startClock(0, Date.now);
      logged.mockRestore();
      client.destroy();
      await Promise.all([stripe.close(), guard.close(), queue.stop(), store.stop(), mail.stop()]);
    },
  };
}
