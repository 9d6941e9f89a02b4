// The canary: people with unmistakable names, addresses, networks and browsers go through every flow of the deployed harness.
// Afterwards nothing of ours holds any data of them. A trace planted in each store, in each form, must be found, or this
// proves nothing.
import { createHash } from 'node:crypto';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { complaintsAbout } from '../../shared/adapters/dynamodb/retention/retention.ts';
import { routes } from '../../shared/api/routes.ts';
import { type Canary, canary, leaksIn, type Traces } from '../support/canary.ts';
import { flows, personIn } from '../support/canary-flows.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';

const canaries = flows.map((_, at) => canary(at));
const [ada = canary(0), ben = canary(1)] = canaries;

describe.skipIf(isTableMissing())('after every flow', () => {
  let harness: DeployedHarness;
  let traces: Traces;
  /** What is wrong with a row, looked at after each flow: the last one outlives most rows. */
  const complaints: string[] = [];
  let rowsSeen = 0;
  beforeAll(async () => {
    harness = await openDeployedHarness();
    for (const [at, [, flow]] of flows.entries()) {
      await flow(harness, personIn(harness, canaries[at] ?? ada), personIn(harness, canary(flows.length)));
      const rows = await harness.table.rows();
      rowsSeen += rows.length;
      complaints.push(...rows.flatMap((row) => complaintsAbout(row, harness.now())));
    }
    traces = await harness.witness.traces(harness);
  }, 180_000);
  afterAll(() => harness?.stop());

  test('no store of ours holds personal data', () => expect(leaksIn(traces, canaries)).toEqual([]));

  test('no stored instant of a reader is finer than its grain, after any flow', () => {
    expect(rowsSeen).toBeGreaterThan(100);
    expect(complaints).toEqual([]);
  });

  test('every store has content, and every route was called', () => {
    for (const [trace, texts] of Object.entries(traces)) expect([trace, texts.length > 0]).toEqual([trace, true]);
    // And each call of the table was judged by the policy of its function.
    expect(harness.judged()).toBeGreaterThan(100);
    const requested = harness.witness.requested();
    expect(Object.keys(routes).filter((name) => !requested.has(name) && !notHere.includes(name))).toEqual([]);
  });

  test('Stripe knows every person who paid, by name and address', () => {
    const world = JSON.stringify([...harness.sandbox.state.world.sessions.values()]);
    for (const { email, name } of [ada, ben]) {
      expect(world.toLowerCase()).toContain(email.toLowerCase());
      expect(world).toContain(name);
    }
  });

  describe('a planted trace', () => {
    const trace = ada.email;
    const plants: Readonly<Record<string, () => Promise<void> | void>> = {
      'table row': async () => {
        const { documentClient, tableName } = harness.table;
        await documentClient.send(
          new PutCommand({
            TableName: tableName,
            Item: { pk: 'DEVICE#x', sk: '-', holdings: [{ readVersioned: trace }] },
          }),
        );
      },
      'queue message': () => send(harness.queue.queueUrl, { eventId: 'evt_1', part: trace }),
      'dead message': () => send(harness.queue.deadLetterUrl, { eventId: 'evt_1', objectId: trace }),
      'log line': () => console.log(JSON.stringify({ message: 'request-failed', errorName: trace })),
      metric: () =>
        console.log(JSON.stringify({ _aws: { CloudWatchMetrics: [{ Dimensions: [[trace]] }] }, functionName: 'x' })),
      URL: () =>
        harness.witness.answered({ headers: { location: `https://x.example/?to=${encodeURIComponent(trace)}` } }),
      response: () => harness.witness.answered({ body: JSON.stringify({ detail: `not valid: ${trace}` }) }),
      'mail header': async () => {
        const mail = new SESv2Client({ ...localAccess, endpoint: harness.mail.endpoint });
        const Content = { Simple: { Subject: { Data: `For ${trace}` }, Body: { Text: { Data: 'Hello' } } } };
        const to = { Destination: { ToAddresses: ['somebody@example.org'] }, FromEmailAddress: 'us@example.org' };
        await mail.send(new SendEmailCommand({ ...to, Content }));
        mail.destroy();
      },
      'Stripe metadata': async () => {
        const httpClient = Stripe.createFetchHttpClient(async (input, init) =>
          harness.sandbox.fetch(new Request(input, init)),
        );
        await new Stripe('sk_test_staff', { httpClient }).customers.create({ metadata: { mainstay_payer: trace } });
      },
    };
    const send = async (QueueUrl: string, body: object) => {
      const grouped = { MessageGroupId: 'planted', MessageDeduplicationId: `planted-${QueueUrl.length}` };
      await harness.client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body), ...grouped }));
    };
    test('there is one for each store', () => expect(Object.keys(plants).sort()).toEqual(Object.keys(traces).sort()));

    test.each(Object.keys(plants))('as a %s is found there', async (trace) => {
      const found = async () =>
        leaksIn(await harness.witness.traces(harness), canaries).filter((leak) => leak.trace === trace);
      const before = await found();
      await plants[trace]?.();
      expect(await found()).toEqual([...before, expect.objectContaining({ trace, of: 'email' })]);
    });
    afterAll(async () => {
      // The planted row has no description.
      await harness.table.forget({ pk: 'DEVICE#x', sk: '-' });
    });
  });
});

/** Routes that other flows call. */
const notHere: readonly string[] = ['readHealth', 'readOpenapi', 'redeemGrant'];

describe('the search finds', () => {
  const found = (text: string, by: Canary = ada) => leaksIn({ anywhere: [`before ${text} after`] }, [by]).length > 0;
  const hashed = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');
  test.each<[string, string]>([
    ['an address', ada.email],
    ['in another case', ada.email.toUpperCase()],
    ['its local part alone', ada.email.split('@')[0] ?? ''],
    ['as part of an address in a URL', encodeURIComponent(ada.email)],
    ['in base64', Buffer.from(ada.email).toString('base64')],
    ['in hexadecimal', Buffer.from(ada.email.toLowerCase()).toString('hex')],
    ['hashed without a key', hashed('sha256', ada.email.toLowerCase())],
    ['hashed as newsletters do', hashed('md5', ada.email.toLowerCase())],
    ['a name', ada.name],
    ['a name in a query', ada.name.replaceAll(' ', '%20')],
    ['a network', ada.network],
    ['a browser', ada.userAgent],
  ])('%s', (_what, text) => expect(found(text)).toBe(true));
  test('the household of an IPv6 network', () => expect(found('2001:db8:ca:1001::/64', ben)).toBe(true));
  test('nothing in a text without personal data', () => {
    expect(found('SUP#cus_Nv8QX2 k1 5000 usd 2026-11 checkout-opened 198.51.100.1')).toBe(false);
    expect(found(canary(6).email)).toBe(false);
  });
});
