// The commands on one running stage: report first, while only its own contributions exist, then setup, doctor and import.
// No command prints a secret or a person.
import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { wireSync } from '../../functions/runtime/wire-sync.ts';
import { localInstallation } from '../../local/environment/local-installation.ts';
import { secretNames } from '../../local/environment/secrets.ts';
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
import { readTarget } from '../../operations/stage/deploy-target.ts';
import { storedSecrets } from '../../operations/stage/stored-secrets.ts';
import type { Finding } from '../../operations/terminal/finding.ts';
import { sdkFor } from '../../packages/stripe-sandbox/tests/stage.ts';
import { createQueueClient } from '../../shared/adapters/aws/sync-queue.ts';
import { dynamodbReconcileStore } from '../../shared/adapters/dynamodb/reconcile-store.ts';
import { dynamodbSwitches } from '../../shared/adapters/dynamodb/switches.ts';
import { systemChance, systemClock } from '../../shared/adapters/node/system.ts';
import { productIdOf } from '../../shared/adapters/stripe/product.ts';
import { day, hour, minute, monthOf } from '../../shared/core/time.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { askForLink, foundIn, proveMailbox, redeem } from '../support/link-steps.ts';
import { newestMessage } from '../support/newest-message.ts';
import * as steps from '../support/newsroom-steps.ts';
import { pressPortal } from '../support/portal-steps.ts';
import { secretsIn } from '../support/secrets-in.ts';

const productId = productIdOf(localInstallation);
describe.skipIf(isTableMissing())('the commands on a running stage', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness?.stop());

  describe('npm run report', () => {
    let month = '';
    const account = () => ({ stripe: sdkFor(harness.sandbox, 0, 'sk_test_staff'), installation: localInstallation });
    const { timeZone, name } = settings.newsroom;
    const made = async (of = month) => {
      const rows = await readRows(harness.table.documentClient, harness.table.tableName);
      const stripe = await readStripeMonth(account(), ...boundsOf(of, timeZone));
      const { campaigns } = settings;
      const isMarked = async () => true;
      return monthReport({ newsroom: name, timeZone, campaigns, now: harness.now(), rows, stripe, isMarked }, of);
    };

    beforeAll(async () => {
      // From the beginning of a month, so that all contributions are in it on any day the test runs.
      const start = monthOf(harness.now(), timeZone);
      while (monthOf(harness.now(), timeZone) === start) await harness.wait(day);
      month = monthOf(harness.now(), timeZone);
      await steps.give(harness, harness.browser(), { ...steps.tenOnce, campaign: 'ad-free', source: 'article-end' });
      await steps.give(harness, harness.browser(), { ...steps.tenOnce, currency: 'eur', amountMinor: 2500 });
      await steps.give(harness, harness.browser(), { ...steps.fiveMonthly, source: 'reminder' });
      const given = await steps.give(harness, harness.browser(), { ...steps.tenOnce, amountMinor: 5000 });
      const { intent } = await steps.partsOf({ stripe: account().stripe }, given);
      await account().stripe.refunds.create({ payment_intent: intent, amount: 1500 });
      // The amount that reached the balance is known some time after the charge.
      await harness.wait(hour);
      await harness.drain();
    });

    test('has the figures of the contributions', async () => {
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

    test('names no person: no id, no address', async () => {
      const page = reportPage(await made());
      expect(page).not.toMatch(/\b(?:cus|sub|pi|ch|in|cs|txn)_[A-Za-z0-9]/);
      expect(page).not.toContain('@example');
      expect(page).not.toMatch(/<script|https?:/);
    });

    test('prints every difference, and what is missing in the table', async () => {
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

    test('of a month without payments is still a page', async () =>
      expect(reportPage(await made('2024-02'))).toContain('No money was confirmed'));
  });

  describe('as processes of their own', () => {
    const run = promisify(execFile);
    /** The harness has put every address into the environment, as a person would for a stage. */
    const command = (name: string, ...strings: readonly string[]) =>
      run(process.execPath, [`operations/${name}.ts`, ...strings], {
        env: { ...process.env, DEAD_LETTERS_URL: harness.queue.deadLetterUrl },
      });

    test('setup makes what is missing, and prints no secret', async () => {
      const { stdout } = await command('setup', '--yes');
      expect(stdout).toMatch(/✓ Product +done/);
      expect(stdout).toMatch(/✓ Portal +done/);
      expect(secretsIn(harness.secrets).filter((value) => stdout.includes(value))).toEqual([]);
      expect(JSON.parse(harness.secrets[secretNames.stripe] ?? '')).toMatchObject({ product: productId });
    });
    test('checkout and portal then use what setup made', async () => {
      const browser = harness.browser();
      await harness.wait(6 * minute);
      const opened = await steps.openCheckout(browser);
      await steps.pay(harness, opened, 'card', 'payer@example.org');
      await steps.comeBack(browser, opened);
      await harness.drain();
      const { world } = harness.sandbox.state;
      expect([...world.subscriptions.values()].at(-1)?.items.data[0]?.price.product).toBe(productId);
      await proveMailbox(harness, browser, 'payer@example.org');
      expect((await pressPortal(browser)).status).toBe(303);
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
    ])('%s prints one sentence about the problem, and exits with 1', async (name, strings, sentence) =>
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
        countingName: 'counting',
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
      checkWebhook({ target: readTarget(), secrets: storedSecrets(), chance: systemChance, clock: systemClock, reach });
    const problemsOf = (findings: readonly Finding[]) =>
      findings.filter(({ state }) => state === 'problem').map(({ about }) => about);

    test('calls the webhook with a true and a false signature, and stores nothing', async () => {
      await harness.drain();
      const before = await harness.held();
      expect(await atWebhook()).toMatchObject([{ state: 'ok' }]);
      expect(await harness.syncRequests.count()).toBe(0);
      expect(await harness.held()).toEqual(before);
    });

    test('finds a function that uses another secret than the stored one', async () => {
      const stored = harness.secrets[secretNames.webhook] ?? '';
      await atWebhook();
      harness.secrets[secretNames.webhook] = JSON.stringify({ secrets: ['whsec_of_another_stage'] });
      // The function reads the secret again at most once a minute, and has just read it.
      expect(problemsOf(await atWebhook())).toEqual(['Webhook function']);
      await harness.wait(2 * minute);
      expect(await atWebhook()).toMatchObject([{ state: 'ok' }]);
      harness.secrets[secretNames.webhook] = stored;
      await harness.wait(2 * minute);
      expect(problemsOf(await atWebhook())).toEqual([]);
    });

    test('a healthy table and empty queues are no problem', async () =>
      expect(problemsOf(await checkStorage(storage))).toEqual([]));

    test('finds dead letters, a forgotten switch, and failed nightly runs', async () => {
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
      expect(problemsOf(await checkStorage(storage))).toEqual(['Dead letters', 'Switches', 'Reconciliation']);
      await documentClient.send(new DeleteCommand({ TableName: tableName, Key: { pk: 'SWITCH#checkouts', sk: '-' } }));
      // Functions read it again within half a minute.
      await harness.wait(minute);
    });
  });

  describe('npm run import', () => {
    const address = 'long-since@example.org';
    /** As another app of the newsroom sells it. */
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

    test('stores a membership sold elsewhere, and a mailed link recognises its supporter', async () => {
      const product = await subscribe();
      const needs: ImportNeeds = {
        stripe: sdkFor(harness.sandbox, 0, 'sk_test_staff'),
        mode: 'test',
        installation: localInstallation,
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
      expect(said.json).toMatchObject({ standing: { supporter: true } });
      expect(JSON.stringify(await harness.table.rows())).not.toContain('example.org');
    });
  });
});
