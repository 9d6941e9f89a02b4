// The commands on a stage that runs: one harness for all of them, its story first, then its illnesses, then new keys. What
// each command promises stands in its own part; none of them says a secret or a person.

import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { settings } from '#settings';
import { wireSync } from '../../functions/runtime/wire-sync.ts';
import { secretNames } from '../../local/environment/secrets.ts';
import { openEdge } from '../../local/servers/edge.ts';
import { fingerprintOf } from '../../operations/account/open-account.ts';
import { stripeWith } from '../../operations/account/stripe-key.ts';
import { checkStorage, type StorageNeeds } from '../../operations/doctor/check-storage.ts';
import { checkWebhook } from '../../operations/doctor/check-webhook.ts';
import { type ImportNeeds, importMemberships } from '../../operations/import/import-memberships.ts';
import { candidatesOfAccount } from '../../operations/import/read-candidates.ts';
import { boundsOf, monthReport } from '../../operations/report/month-report.ts';
import { isAgreed } from '../../operations/report/page/check-section.ts';
import { reportPage } from '../../operations/report/page/report-page.ts';
import { readRows } from '../../operations/report/read-rows.ts';
import { readStripeMonth } from '../../operations/report/read-stripe-month.ts';
import { netOf, wholeOf } from '../../operations/report/report-income.ts';
import { originRotation } from '../../operations/rotate/rotate-origin.ts';
import { passRotation } from '../../operations/rotate/rotate-pass.ts';
import { pepperRotation } from '../../operations/rotate/rotate-pepper.ts';
import { sealRotation } from '../../operations/rotate/rotate-seal.ts';
import { webhookRotation } from '../../operations/rotate/rotate-webhook.ts';
import type { RotateNeeds, Step } from '../../operations/rotate/rotation.ts';
import { tableRotationRows } from '../../operations/rotate/rotation-rows.ts';
import { productId } from '../../operations/setup/plan-product.ts';
import { readTarget } from '../../operations/stage/deploy-target.ts';
import { storedSecrets } from '../../operations/stage/stored-secrets.ts';
import type { Finding } from '../../operations/terminal/finding.ts';
import { sdkFor } from '../../packages/stripe-sandbox/tests/stage.ts';
import { createQueueClient } from '../../shared/adapters/aws/sync-queue.ts';
import { dynamodbReconcileStore } from '../../shared/adapters/dynamodb/reconcile-store.ts';
import { dynamodbSwitches } from '../../shared/adapters/dynamodb/switches.ts';
import { systemChance, systemClock } from '../../shared/adapters/node/system.ts';
import { day, hour, minute, monthOf } from '../../shared/core/time.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { askForLink, foundIn, redeem } from '../support/link-steps.ts';
import { newestMessage } from '../support/newest-message.ts';
import * as steps from '../support/newsroom-steps.ts';
import { type PassKeyServer, startPassKeyServer } from '../support/pass-key-server.ts';
import { signed, stripeEvent } from '../support/signed-webhook.ts';

const putRow = (TableName: string, pk: string, sk: string, more: object = {}) =>
  new PutCommand({ TableName, Item: { pk, sk, ...more } });
const takeRow = (TableName: string, pk: unknown, sk: unknown) => new DeleteCommand({ TableName, Key: { pk, sk } });
/** What no command may say. */
const secretsIn = (secrets: Readonly<Record<string, string>>): string[] =>
  Object.values(secrets).flatMap((text) => text.match(/[\w-]{30,}/g) ?? []);
const finishing = { isFinishing: true, isAtOnce: false };
const atOnce = { isFinishing: true, isAtOnce: true };
const sealNames = { SEAL_SECRET: 'test/seal', SEALING_SECRET: 'test/sealing', ORIGIN_SECRET: secretNames.origin };

describe.skipIf(isTableMissing())('the commands on a stage that runs', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness?.stop());

  describe('npm run report', () => {
    let month = '';
    const stripe = () => sdkFor(harness.sandbox, 0, 'sk_test_staff');
    const { timeZone, name } = settings.newsroom;
    const made = async (of = month) => {
      const rows = await readRows(harness.table.documentClient, harness.table.tableName);
      const listed = await readStripeMonth(stripe(), ...boundsOf(of, timeZone));
      const { campaigns } = settings;
      const isMarked = async () => true;
      return monthReport(
        { newsroom: name, timeZone, campaigns, now: harness.now(), rows, stripe: listed, isMarked },
        of,
      );
    };

    beforeAll(async () => {
      // At the beginning of a month, so that the story is within it whenever it is told.
      const start = monthOf(harness.now(), timeZone);
      while (monthOf(harness.now(), timeZone) === start) await harness.wait(day);
      month = monthOf(harness.now(), timeZone);
      await steps.give(harness, harness.browser(), { ...steps.tenOnce, campaign: 'ad-free', source: 'article-end' });
      await steps.give(harness, harness.browser(), { ...steps.tenOnce, currency: 'eur', amountMinor: 2500 });
      await steps.give(harness, harness.browser(), { ...steps.fiveMonthly, source: 'reminder' });
      const given = await steps.give(harness, harness.browser(), { ...steps.tenOnce, amountMinor: 5000 });
      const { intent } = await steps.partsOf({ stripe: stripe() }, given);
      await stripe().refunds.create({ payment_intent: intent, amount: 1500 });
      // What reached the balance is known a while after the charge.
      await harness.wait(hour);
      await harness.drain();
    });

    test('has the figures of the story', async () => {
      const report = await made();
      const sums = report.income.at(-1)?.currencies.map((each) => [each.currency, netOf(wholeOf(each))]);
      expect(sums).toEqual([
        ['usd', 1000 + 500 + 3500],
        ['eur', 2500],
      ]);
      expect(report.members.months.at(-1)).toMatchObject({ joined: 1, ended: 0, standing: { monthly: 1, annual: 0 } });
      expect(report.campaigns.map(({ months }) => months.at(-1)?.raisedMinor)).toEqual([1000]);
      expect(report.sources.find(({ source }) => source === 'reminder')).toMatchObject({
        contributions: 0,
        memberships: 1,
      });
    });

    test('agrees with Stripe to the cent, refunds and fees among it', async () => {
      const report = await made();
      expect(isAgreed(report)).toBe(true);
      expect(report.check.lines).toMatchObject([
        { currency: 'eur', ours: { payments: 1, amountMinor: 2500 } },
        { currency: 'usd', ours: { payments: 3, amountMinor: 6500, refundedMinor: 1500 } },
      ]);
      expect(report.check.settled[0]?.feeMinor).toBeGreaterThan(0);
      expect(reportPage(report)).toContain('to the cent.');
    });

    test('has no person on it: no id, no address', async () => {
      const page = reportPage(await made());
      expect(page).not.toMatch(/\b(?:cus|sub|pi|ch|in|cs|txn)_[A-Za-z0-9]/);
      expect(page).not.toContain('@example');
      expect(page).not.toMatch(/<script|https?:/);
    });

    test('says what differs, and what is missing here, instead of explaining it away', async () => {
      await steps.holdWebhooks(harness);
      const browser = harness.browser();
      const opened = await steps.openCheckout(browser, { ...steps.tenOnce, amountMinor: 700 });
      await steps.pay(harness, opened);
      const report = await made();
      expect(report.check.missing).toHaveLength(1);
      expect(isAgreed(report)).toBe(false);
      expect(reportPage(report)).toContain('missing here: 1');
      await steps.letWebhooksGo(harness);
      await harness.drain();
      expect(isAgreed(await made())).toBe(true);
    });

    test('of a month without money is a page all the same', async () =>
      expect(reportPage(await made('2024-02'))).toContain('No money was confirmed'));
  });

  describe('as processes of their own', () => {
    const run = promisify(execFile);
    /** The harness has put where everything is into the environment, as a person would for a stage. */
    const command = (name: string, ...strings: readonly string[]) =>
      run(process.execPath, [`operations/${name}.ts`, ...strings], {
        env: { ...process.env, DEAD_LETTERS_URL: harness.queue.deadLetterUrl },
      });

    test('setup makes what is lacking, and says no secret', async () => {
      const { stdout } = await command('setup', '--yes');
      expect(stdout).toMatch(/✓ Product +done/);
      expect(stdout).toMatch(/✓ Portal +done/);
      expect(secretsIn(harness.secrets).filter((value) => stdout.includes(value))).toEqual([]);
      expect(JSON.parse(harness.secrets[secretNames.stripe] ?? '')).toMatchObject({ product: productId });
    });
    test('checkout and portal then use what setup made', async () => {
      const browser = harness.browser();
      await harness.wait(6 * minute);
      const { session } = await steps.give(harness, browser);
      const { world } = harness.sandbox.state;
      const { subscription } = world.sessions.get(session) ?? {};
      expect(world.subscriptions.get(String(subscription))?.items.data[0]?.price.product).toBe(productId);
      expect((await browser.call('POST', '/v1/portal', { body: {} })).status).toBe(200);
      const { portal } = JSON.parse(harness.secrets[secretNames.stripe] ?? '');
      expect([...world.portalSessions.values()].map(({ configuration }) => configuration)).toEqual([portal]);
    });
    test('doctor prints the problems and exits with 1', async () => {
      const failed = { code: 1, stdout: expect.stringMatching(/✗ API +https:\/\/meridian.example cannot be reached/) };
      await expect(command('doctor')).rejects.toMatchObject(failed);
    });
    test('report writes its page', async () => {
      const out = join(tmpdir(), `mainstay-report-${process.pid}.html`);
      const { stdout } = await command('report', '--month', month(), '--out', out);
      expect(stdout).toContain('agrees with Stripe');
      expect(readFileSync(out, 'utf8')).toContain('What readers gave');
      rmSync(out);
    });
    test.each([
      ['rotate', ['everything'], 'Name what to rotate'],
      ['import', [], 'Name the source'],
      ['report', ['--month', 'May'], '--month must be a month'],
      ['doctor', ['--stage', 'prod'], 'has no stage "prod"'],
    ])('%s says in a sentence what is wrong, and ends with 1', async (name, strings, sentence) =>
      expect(command(name, ...strings)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(sentence) }),
    );
    const month = () => monthOf(Date.now(), settings.newsroom.timeZone);
  });

  describe('npm run doctor', () => {
    let storage: StorageNeeds;
    beforeAll(async () => {
      const { documentClient, tableName } = harness.table;
      storage = {
        table: tableName,
        isInAws: false,
        clock: systemClock,
        sqs: createQueueClient(),
        dynamodb: new DynamoDBClient(),
        syncQueueUrl: harness.queue.queueUrl,
        deadLettersUrl: harness.queue.deadLetterUrl,
        switches: dynamodbSwitches(documentClient, tableName, systemClock),
        reconciliations: dynamodbReconcileStore(documentClient, tableName),
      };
    });
    const reach = async (url: string, init: RequestInit) => {
      const headers = Object.fromEntries(new Headers(init.headers));
      const said = await harness.ask({ method: 'POST', path: new URL(url).pathname, body: String(init.body), headers });
      return new Response('', { status: said.statusCode ?? 0 });
    };
    const atWebhook = () =>
      checkWebhook({
        target: readTarget(),
        secrets: storedSecrets(),
        chance: systemChance,
        clock: systemClock,
        reach,
      });
    const hurting = (findings: readonly Finding[]) =>
      findings.filter(({ state }) => state === 'problem').map(({ about }) => about);

    test('posts to the webhook with a true and a false signature, and leaves nothing behind', async () => {
      await harness.drain();
      const before = await harness.held();
      expect(await atWebhook()).toMatchObject([{ state: 'ok' }]);
      expect(await harness.syncRequests.count()).toBe(0);
      expect(await harness.held()).toEqual(before);
    });

    test('finds a function that holds another secret than the stored one', async () => {
      const stored = harness.secrets[secretNames.webhook] ?? '';
      await atWebhook();
      harness.secrets[secretNames.webhook] = JSON.stringify({ secrets: ['whsec_of_another_stage'] });
      // The function asks anew at most once a minute, and has just asked.
      expect(hurting(await atWebhook())).toEqual(['Webhook function']);
      await harness.wait(2 * minute);
      expect(await atWebhook()).toMatchObject([{ state: 'ok' }]);
      harness.secrets[secretNames.webhook] = stored;
      await harness.wait(2 * minute);
      expect(hurting(await atWebhook())).toEqual([]);
    });

    test('a healthy table and empty queues are no problem', async () =>
      expect(hurting(await checkStorage(storage))).toEqual([]));

    test('sees dead letters, a switch that was forgotten, and nights that failed', async () => {
      const { documentClient, tableName } = harness.table;
      const message = {
        QueueUrl: storage.deadLettersUrl,
        MessageBody: '{}',
        MessageGroupId: 'g',
        MessageDeduplicationId: 'd',
      };
      await storage.sqs.send(new SendMessageCommand(message));
      const Item = { pk: 'SWITCH#checkouts', sk: '-', isStopped: true };
      await documentClient.send(new PutCommand({ TableName: tableName, Item }));
      const run = { run: 'one', startedAt: systemClock.now(), since: null, cursor: null, isDone: true };
      await dynamodbReconcileStore(documentClient, tableName).keepRun('nightly', run);
      await harness.wait(3 * day);
      expect(hurting(await checkStorage(storage))).toEqual(['Dead letters', 'Switches', 'Reconciliation']);
      await documentClient.send(takeRow(tableName, 'SWITCH#checkouts', '-'));
      // Functions hear of it within half a minute.
      await harness.wait(minute);
    });
  });

  describe('npm run import', () => {
    const address = 'long-since@example.org';
    /** As another app of the newsroom sold it. */
    async function subscribe() {
      const client = sdkFor(harness.sandbox, 0, 'sk_test_other');
      const product = await client.products.create({ name: 'Old membership' });
      const price = {
        currency: 'usd',
        unit_amount: 900,
        product: product.id,
        recurring: { interval: 'month' },
      } as const;
      const session = await client.checkout.sessions.create({
        mode: 'subscription',
        success_url: 'https://old.example/',
        line_items: [{ quantity: 1, price_data: price }],
      });
      await steps.command(harness, `/checkouts/${session.id}/pay`, { method: 'card', email: address });
      await harness.drain();
      return product.id;
    }

    test('holds who paid elsewhere, who is then known again by a mailed link', async () => {
      const product = await subscribe();
      const needs: ImportNeeds = {
        stripe: sdkFor(harness.sandbox, 0, 'sk_test_staff'),
        mode: 'test',
        run: 'one',
        wait: async () => undefined,
        worker: { ...wireSync(), log: { write: () => undefined } },
        screen: { isTerminal: false, write: () => undefined },
      };
      const run = (isDry: boolean) =>
        importMemberships(needs, candidatesOfAccount(needs), { isDry, products: [product] });
      expect(await run(true)).toMatchObject({ made: 1, held: 0 });
      expect(await run(false)).toMatchObject({ made: 1, failed: [] });
      expect(await run(false)).toMatchObject({ made: 0, held: 1 });
      const browser = harness.browser();
      await askForLink(browser, ' Long-Since@example.org');
      await harness.answerLinkRequests();
      const said = await redeem(browser, { token: foundIn(await newestMessage(harness.mail.endpoint, address)).token });
      expect(said.json).toMatchObject({ standing: { supporter: true, reason: 'membership' } });
      expect(JSON.stringify(await harness.table.rows())).not.toContain('example.org');
    });
  });

  describe('npm run rotate', () => {
    let edge: PassKeyServer;
    let needs: RotateNeeds;
    const shown: Step[] = [];
    const did = async (step: Promise<Step>): Promise<Step> => {
      shown.push(await step);
      return step;
    };
    const secret = (name: string): unknown => JSON.parse(harness.secrets[name] ?? 'null');
    const keysOf = (name: string) =>
      z.parse(z.object({ current: z.string(), keys: z.record(z.string(), z.string()) }), secret(name));

    beforeAll(async () => {
      edge = await startPassKeyServer();
      harness.coldStart(sealNames);
      const target = readTarget();
      harness.coldStart();
      needs = {
        target,
        fingerprintOf,
        secrets: storedSecrets(),
        chance: systemChance,
        clock: systemClock,
        passKeys: edge.store,
        stripe: () => stripeWith('sk_test_deployed', target),
        rows: tableRotationRows(harness.table.documentClient, harness.table.tableName),
        deployedAt: async () => null,
      };
    });
    afterAll(async () => {
      await edge?.stop();
    });
    afterEach(() => {
      for (const value of secretsIn(harness.secrets)) expect(JSON.stringify(shown)).not.toContain(value);
    });

    test('pass: nobody is logged out, neither by a page nor at the edge', async () => {
      const names = { passCookie: settings.cookies.pass, passHeader: settings.edge.passHeader };
      const atEdge = openEdge(names, (id) => edge.entries.get(id), systemClock);
      const isQuiet = (cookie: string | undefined) =>
        atEdge.isQuiet(new Headers({ cookie: `${settings.cookies.pass}=${cookie}` }));
      const passOf = (browser: ReturnType<DeployedHarness['browser']>) => browser.cookie(settings.cookies.pass);
      const browser = harness.browser();
      await steps.give(harness, browser);
      const old = passOf(browser);
      expect(old).toContain('v1.k1.');

      await did(passRotation(needs).begin());
      const { current } = keysOf(secretNames.pass);
      expect(current).not.toBe('k1');
      expect([...edge.entries.keys()].sort()).toEqual(['k1', current].sort());
      expect(await isQuiet(old)).toBe(true);
      await harness.wait(6 * minute);
      expect((await steps.readStanding(browser)).status).toBe(200);
      expect(passOf(browser)).toContain(`v1.${current}.`);
      expect([await isQuiet(old), await isQuiet(passOf(browser))]).toEqual([true, true]);

      await expect(passRotation(needs).begin()).rejects.toThrow('A rotation is in progress');
      await expect(passRotation(needs).finish(finishing)).rejects.toThrow('Not before');
      await harness.wait(11 * day);
      await did(passRotation(needs).finish(finishing));
      expect(Object.keys(keysOf(secretNames.pass).keys)).toEqual([current]);
      expect([...edge.entries.keys()]).toEqual([current]);
      expect((await steps.readStanding(browser)).status).toBe(200);
      expect(await isQuiet(passOf(browser))).toBe(true);
      await expect(passRotation(needs).finish(finishing)).rejects.toThrow('nothing to finish');
    });

    test('webhook: what the old and what the new endpoint signs is taken, until the old one goes', async () => {
      const { deliveries } = harness.sandbox.state;
      const refused = () => deliveries.tally.refused;
      await did(webhookRotation(needs).begin());
      const { secrets } = z.parse(z.object({ secrets: z.array(z.string()) }), secret(secretNames.webhook));
      expect(secrets).toHaveLength(2);
      await harness.wait(2 * minute);
      const [before, delivered] = [refused(), deliveries.tally.delivered];
      const browser = harness.browser();
      const given = await steps.give(harness, browser);
      expect(refused()).toBe(before);
      expect(deliveries.tally.delivered).toBeGreaterThan(delivered);
      expect(await steps.readStanding(browser)).toMatchObject({ json: { standing: { supporter: true } } });
      expect(given.said.status).toBe(303);
      const post = async (by: string) => {
        const { body, signature } = signed(stripeEvent('customer.created', { id: 'cus_one' }), harness.now(), by);
        const headers = { 'stripe-signature': signature };
        return (await harness.ask({ method: 'POST', path: '/v1/stripe/events', body, headers })).statusCode;
      };
      for (const each of secrets) expect(await post(each)).toBe(200);
      expect(await post('whsec_of_somebody_else')).toBe(400);

      await expect(webhookRotation(needs).begin()).rejects.toThrow('A rotation is in progress');
      await expect(webhookRotation(needs).finish(finishing)).rejects.toThrow('Not before');
      await harness.wait(3 * day + minute);
      await did(webhookRotation(needs).finish(finishing));
      expect(harness.sandbox.state.world.webhookEndpoints.size).toBe(1);
      await harness.wait(6 * minute);
      await steps.give(harness, harness.browser());
      expect(refused()).toBe(before);
      const [fresh = '', gone = ''] = secrets;
      expect([await post(fresh), await post(gone)]).toEqual([200, 400]);
      expect(secret(secretNames.webhook)).toEqual({ secrets: [fresh] });
    });

    test('pepper: both are looked under, and the old one stays while a row needs it', async () => {
      await did(pepperRotation(needs).begin());
      expect(Object.keys(keysOf(secretNames.pepper).keys)).toHaveLength(2);
      await harness.table.documentClient.send(putRow(harness.table.tableName, 'EMAIL#p1#a-hash', 'cus_one'));
      await expect(pepperRotation(needs).finish(finishing)).rejects.toThrow(/Still under the old pepper: \d+ pointers/);
      await expect(pepperRotation(needs).finish(atOnce)).rejects.toThrow('Still under');
      for (const { pk, sk } of await harness.table.rows()) {
        if (String(pk).startsWith('EMAIL#p1#'))
          await harness.table.documentClient.send(takeRow(harness.table.tableName, pk, sk));
      }
      await did(pepperRotation(needs).finish(finishing));
      expect(Object.keys(keysOf(secretNames.pepper).keys)).toHaveLength(1);
    });

    test('seal: the private key is there before anything is sealed to it, and stays while something is', async () => {
      const pair = { privateKey: Buffer.alloc(32, 3).toString('base64url'), publicKey: 'x'.repeat(43) };
      harness.secrets['test/seal'] = JSON.stringify({ current: 's1', keys: { s1: pair.privateKey } });
      harness.secrets['test/sealing'] = JSON.stringify({ current: 's1', key: pair.publicKey });
      await did(sealRotation(needs).begin());
      const { current, keys } = keysOf('test/seal');
      expect(Object.keys(keys)).toEqual(['s1', current]);
      expect(secret('test/sealing')).toMatchObject({ current: 's1' });
      await expect(sealRotation(needs).begin()).rejects.toThrow('Not before');
      await expect(sealRotation(needs).finish(finishing)).rejects.toThrow('not published yet');
      await harness.wait(7 * minute);
      await did(sealRotation(needs).begin());
      expect(secret('test/sealing')).toMatchObject({ current });
      const row = putRow(harness.table.tableName, 'REMINDER#p1#a-hash', '-', { sealed: 's1.s1.abc.def' });
      await harness.table.documentClient.send(row);
      await harness.wait(40 * minute);
      await expect(sealRotation(needs).finish(finishing)).rejects.toThrow('1 reminders');
      await harness.table.documentClient.send(takeRow(harness.table.tableName, 'REMINDER#p1#a-hash', '-'));
      await did(sealRotation(needs).finish(finishing));
      expect(Object.keys(keysOf('test/seal').keys)).toEqual([current]);
    });

    test('origin: functions take both, and the old one goes only after a deploy', async () => {
      harness.secrets[secretNames.origin] = JSON.stringify({ sent: 'o'.repeat(40), others: [] });
      await did(originRotation(needs).begin());
      expect(secret(secretNames.origin)).toMatchObject({ others: ['o'.repeat(40)] });
      await expect(originRotation(needs).finish(finishing)).rejects.toThrow('nothing was deployed since');
      const deployed = { ...needs, deployedAt: async () => harness.now() + minute };
      await did(originRotation(deployed).finish(finishing));
      expect(secret(secretNames.origin)).toMatchObject({ others: [] });
    });

    test('pass at once: what leaked goes without waiting', async () => {
      await did(passRotation(needs).begin());
      await did(passRotation(needs).finish(atOnce));
      expect(Object.keys(keysOf(secretNames.pass).keys)).toHaveLength(1);
    });
  });
});
