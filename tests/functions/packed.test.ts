// The files that a deploy uploads: each function from its packed files, in a process of its own behind Lambda's Runtime API,
// with the environment of the template and nothing else. A name that infra and wiring spell differently fails here.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as z from 'zod/mini';
import { settings } from '#settings';
import { bundleFunction } from '../../build.ts';
import { newSealPair } from '../../local/environment/seal-pair.ts';
import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { listen } from '../../local/servers/listen.ts';
import { startMailServer } from '../../local/servers/mail-server.ts';
import { startQueueServer } from '../../local/servers/queue-server.ts';
import { startSecretsServer } from '../../local/servers/secrets-server.ts';
import { createSandbox } from '../../packages/stripe-sandbox/source/sandbox.ts';
import type { WebhookPost } from '../../packages/stripe-sandbox/source/webhooks/deliver.ts';
import { type FunctionName, functions } from '../../shared/api/routes.ts';
import { checkoutOut } from '../../shared/api/schemas/checkout.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { gatewayEvent, type Requested } from '../support/gateway-event.ts';
import { fiveMonthly } from '../support/newsroom-steps.ts';
import { packStage } from '../support/packed-stage.ts';
import { queueEvent } from '../support/queue-event.ts';
import { type RunningFunction, startFunction } from '../support/runtime-api.ts';
import { webhookSecret } from '../support/signed-webhook.ts';

const [site = ''] = settings.stages['test']?.origins ?? [];
const [liveSite = ''] = settings.stages['live']?.origins ?? [];
const key = (fill: number) => Buffer.alloc(32, fill).toString('base64url');
const keyRing = (fill: number) => JSON.stringify({ current: 'k1', keys: { k1: key(fill) } });
const sealPair = newSealPair();
const secrets = {
  'arn:of:stripe': '{"key":"sk_test_packed"}',
  'arn:of:webhook': JSON.stringify({ secrets: [webhookSecret] }),
  'arn:of:pass': keyRing(1),
  'arn:of:pepper': keyRing(2),
  'arn:of:seal': JSON.stringify({ current: 's1', keys: { s1: sealPair.opens } }),
  'arn:of:sealing': JSON.stringify({ current: 's1', key: sealPair.seals }),
  'arn:of:origin': JSON.stringify({ others: [], sent: key(3) }),
};

describe.skipIf(isTableMissing())('packed as a deploy carries it', () => {
  const dist = mkdtempSync(join(tmpdir(), 'mainstay-packed-'));
  const closing: (() => unknown)[] = [() => rmSync(dist, { recursive: true })];
  let open: (stage: 'test' | 'live', functionName: FunctionName) => Promise<RunningFunction>;
  let packedFolder: (functionName: FunctionName) => string;
  /** What Stripe posts to our webhook, signed as it signs. */
  const posts: WebhookPost[] = [];
  let pay: (url: string) => Promise<void>;
  let take: (from: 'requests' | 'link-requests') => Promise<{ readonly body: string; readonly group: string }>;

  beforeAll(async () => {
    cpSync(inject('bundles'), dist, { recursive: true });
    // Of the files for the browser only their path is part of a template.
    mkdirSync(join(dist, 'web'));
    writeFileSync(join(dist, 'web', 'mainstay.js'), '');
    const staged = { test: packStage('test', dist), live: packStage('live', dist) };
    let stripeUrl = '';
    const sandbox = createSandbox({
      now: Date.now,
      seed: 3,
      endpoints: [{ url: `${site}/webhook`, secret: webhookSecret, enabled_events: ['*'] }],
      send: async (post) => {
        posts.push(post);
        return { status: 200 };
      },
      advance: async () => {},
      baseUrl: () => stripeUrl,
      wait: () => new Promise(() => {}),
    });
    const listener = getRequestListener(sandbox.fetch, { overrideGlobalObjects: false });
    const [stripe, queue, store, table, mail] = await Promise.all([
      listen(0, 'the Stripe sandbox', (request, response) => void listener(request, response)),
      startQueueServer({ port: 0, directory: null, visibilitySeconds: 30 }),
      startSecretsServer(secrets),
      freshTable(),
      startMailServer(0),
    ]);
    stripeUrl = `http://127.0.0.1:${stripe.port}`;
    const client = new SQSClient({ ...localAccess, endpoint: queue.endpoint });
    closing.push(() => client.destroy(), stripe.close, queue.stop, store.stop, mail.stop);
    const stands = {
      Table: table.tableName,
      SyncRequests: queue.queueUrl,
      MailRequests: queue.mailQueueUrl,
      Mailout: 'mainstay-messages',
      Api: 'https://api-of-aws',
      StripeSecret: 'arn:of:stripe',
      WebhookSecret: 'arn:of:webhook',
      PassSecret: 'arn:of:pass',
      PepperSecret: 'arn:of:pepper',
      OriginSecret: 'arn:of:origin',
      SealSecret: 'arn:of:seal',
      SealingSecret: 'arn:of:sealing',
    };
    const addresses = {
      AWS_ENDPOINT_URL_DYNAMODB: inject('dynamodbEndpoint') ?? '',
      AWS_ENDPOINT_URL_SQS: queue.endpoint,
      AWS_ENDPOINT_URL_SESV2: mail.endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: store.url,
      STRIPE_API_URL: stripeUrl,
    };
    packedFolder = (functionName) => staged.live.functionOf(functionName, stands, {}).folder;
    open = async (stage, functionName) => {
      const started = await startFunction(staged[stage].functionOf(functionName, stands, addresses));
      closing.push(started.stop);
      return started;
    };
    pay = async (url) => {
      const command = new Request(`${stripeUrl}/_sandbox/checkouts/${url.split('/').at(-1)}/pay`, {
        method: 'POST',
        body: '{"method":"card"}',
      });
      expect((await sandbox.fetch(command)).status).toBe(200);
      await sandbox.tick();
    };
    take = async (from) => {
      const QueueUrl = from === 'requests' ? queue.queueUrl : queue.mailQueueUrl;
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl,
          WaitTimeSeconds: 5,
          MessageSystemAttributeNames: ['All'],
        }),
      );
      return { body: Messages[0]?.Body ?? '', group: Messages[0]?.Attributes?.['MessageGroupId'] ?? '' };
    };
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  const ask = async (running: RunningFunction, requested: Requested) => running.invoke(gatewayEvent(requested));
  const json = { 'content-type': 'application/json', origin: site };

  const stories: Readonly<Partial<Record<FunctionName, (running: RunningFunction) => Promise<void>>>> = {
    offer: async (running) => {
      expect(await ask(running, { method: 'GET', path: '/v1/offer' })).toMatchObject({ statusCode: 200 });
    },
    checkout: async (running) => {
      const body = JSON.stringify({ ...fiveMonthly, returnUrl: `${site}/an-article` });
      const said = await ask(running, { method: 'POST', path: '/v1/checkouts', headers: json, body });
      expect(said).toMatchObject({ statusCode: 201 });
      await pay(checkoutOut.parse(JSON.parse(bodyOf(said))).url);
    },
    recognition: async (running) => {
      const said = await ask(running, { method: 'GET', path: '/v1/standing', cookies: [`__Secure-seat=${key(9)}`] });
      expect(said).toMatchObject({ statusCode: 401, body: expect.stringContaining('device-unknown') });
      const body = JSON.stringify({ email: 'somebody@example.org', purpose: 'device' });
      const input = await ask(running, { method: 'POST', path: '/v1/links', headers: json, body });
      expect(input).toMatchObject({ statusCode: 202 });
    },
    reminders: async (running) => {
      const body = JSON.stringify({ email: 'somebody@example.org', month: '+3' });
      const said = await ask(running, { method: 'POST', path: '/v1/reminders', headers: json, body });
      expect(said).toMatchObject({ statusCode: 202 });
      expect(running.log()).toContain('"reminder-requested"');
    },
    mail: async (running) => {
      // Scheduled calls, and calls by its queue.
      expect(await running.invoke({ job: 'reminders' })).toBeNull();
      expect(running.log()).toContain('"reminders-swept"');
      const said = await running.invoke(queueEvent([{ ...(await take('link-requests')), messageId: 'm-2' }]));
      expect(said).toEqual({ batchItemFailures: [] });
      expect(running.log()).toContain('"link-answered"');
    },
    'stripe-webhook': async (running) => {
      const post = posts.find(({ body }) => body.includes('"checkout.session.completed"'));
      const said = await ask(running, { method: 'POST', path: '/v1/stripe/events', ...post });
      expect(said).toMatchObject({ statusCode: 200 });
    },
    sync: async (running) => {
      const { body, group } = await take('requests');
      expect(JSON.parse(body)).toMatchObject({ part: 'checkout', objectId: expect.stringMatching(/^cs_/) });
      const said = await running.invoke(queueEvent([{ body, group, messageId: 'm-1' }]));
      expect(said).toEqual({ batchItemFailures: [] });
      expect(running.log()).toContain('"membership-started"');
      expect(running.log()).toContain('"payment-confirmed"');
    },
    reconcile: async (running) => {
      expect(await running.invoke({ job: 'nightly' })).toBeNull();
      expect(running.log()).toContain('"reconcile-ran"');
    },
  };

  // One after another: the worker takes what the webhook's function sends.
  for (const functionName of functions) {
    test(`the function ${functionName} does its work with the environment of the template`, async () => {
      const story = stories[functionName];
      if (story === undefined) throw new Error(`the function ${functionName} has no story here`);
      const running = await open('test', functionName);
      await story(running);
      expect(running.log()).not.toMatch(/request-failed|sync-failed|mail-failed/);
    });
  }

  test('behind its CDN a function answers requests with the secret that the template names, and no others', async () => {
    const running = await open('live', 'offer');
    const requested = { method: 'GET', path: '/v1/offer', headers: { origin: liveSite } };
    expect(await ask(running, requested)).toMatchObject({ statusCode: 403 });
    const headers = { ...requested.headers, [settings.edge.secretHeader]: key(3) };
    expect(await ask(running, { ...requested, headers })).toMatchObject({ statusCode: 200 });
  });

  test.each(functions)(
    'the packed files of %s are those of the build, byte for byte, and no others',
    (functionName) => {
      const packed = readdirSync(packedFolder(functionName)).sort();
      expect(packed).toEqual(['index.js', 'package.json']);
      for (const file of packed)
        expect(hashOf(join(packedFolder(functionName), file))).toBe(hashOf(join(dist, functionName, file)));
    },
  );

  test('a second build makes the same files, so the tests and the local run load what is packed', async () => {
    const again = mkdtempSync(join(tmpdir(), 'mainstay-again-'));
    closing.push(() => rmSync(again, { recursive: true }));
    // One is enough: they are bundled alike.
    await bundleFunction('functions/offer.ts', 'offer', again);
    expect(hashOf(join(again, 'offer', 'index.js'))).toBe(hashOf(join(packedFolder('offer'), 'index.js')));
  });
});

const bodyOf = (said: unknown): string => z.object({ body: z.string() }).parse(said).body;
const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
