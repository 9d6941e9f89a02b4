// `npm run doctor`: whether an alarm would reach somebody, and whether the site's pages are served. SNS and CloudWatch are small
// servers behind the real clients of the SDK, which answer as AWS documents.
import { createServer } from 'node:http';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, describe, expect, test } from 'vitest';
import { listen } from '../../local/servers/listen.ts';
import { checkPage } from '../../operations/doctor/check-page.ts';
import { checkPager } from '../../operations/doctor/check-pager.ts';
import { diagnose } from '../../operations/doctor/diagnose.ts';
import { type AwsAnswer, startAwsStandIn } from '../support/aws-stand-in.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.stop()));
});

const topic = 'arn:aws:sns:eu-central-1:000000000000:Pager';
const subscriptions = (...arns: readonly string[]) =>
  `<ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListSubscriptionsByTopicResult><Subscriptions>${arns
    .map(
      (arn) =>
        `<member><SubscriptionArn>${arn}</SubscriptionArn><Owner>000000000000</Owner><Protocol>email</Protocol><Endpoint>someone@example.org</Endpoint><TopicArn>${topic}</TopicArn></member>`,
    )
    .join('')}</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`;
const confirmed = subscriptions(`${topic}:11111111-2222-3333-4444-555555555555`);
const alarm = (more: object = {}) => ({
  AlarmName: 'no-money-comes',
  AlarmDescription: 'Hurt: readers. First: give the least amount. Then: https://a.example/runbook#no-money-comes',
  ActionsEnabled: true,
  AlarmActions: [topic],
  StateValue: 'OK',
  StateUpdatedTimestamp: 1_795_000_000,
  ...more,
});

async function look(sns: AwsAnswer, alarms: AwsAnswer) {
  const [topics, watch] = await Promise.all([
    startAwsStandIn({ 'POST / ListSubscriptionsByTopic': sns }),
    startAwsStandIn({
      'POST /service/GraniteServiceVersion20100801/operation/DescribeAlarms': alarms,
      'POST /': alarms,
    }),
  ]);
  open.push(topics, watch);
  return checkPager({ topic, sns: new SNSClient(topics.config), cloudwatch: new CloudWatchClient(watch.config) });
}

describe('the pager', () => {
  test('is ok with a confirmed subscription and no alarm in ALARM; it names no address', async () => {
    const found = await look(confirmed, { MetricAlarms: [alarm()] });
    expect(found.map(({ state }) => state)).toEqual(['ok', 'ok']);
    expect(JSON.stringify(found)).not.toContain('someone');
  });
  test.each([
    ['nobody is subscribed', subscriptions(), 'aws sns subscribe'],
    ['the only subscription was never confirmed', subscriptions('PendingConfirmation'), 'press the link'],
    ['the only subscription was ended', subscriptions('Deleted'), 'aws sns subscribe'],
  ])('is a problem if %s', async (_what, sns, remedy) => {
    const [first] = await look(sns, { MetricAlarms: [alarm()] });
    expect(first).toMatchObject({ state: 'problem', remedy: expect.stringContaining(remedy) });
  });
  test('an alarm that was in ALARM before anybody subscribed is a problem, with its first step', async () => {
    const found = await look(confirmed, {
      MetricAlarms: [alarm({ StateValue: 'ALARM' }), alarm({ AlarmName: 'other' })],
    });
    expect(found[1]).toMatchObject({
      state: 'problem',
      is: expect.stringMatching(/^no-money-comes is in ALARM since 2026-11-/),
      remedy: expect.stringContaining('#no-money-comes'),
    });
    expect(found).toHaveLength(2);
  });
  test("another team's alarm in ALARM is none of ours", async () => {
    const foreign = alarm({ StateValue: 'ALARM', AlarmActions: [] });
    expect((await look(confirmed, { MetricAlarms: [alarm(), foreign] })).map(({ state }) => state)).toEqual([
      'ok',
      'ok',
    ]);
  });
  test('an alarm whose actions are disabled is a problem, and so is a topic without alarms', async () => {
    expect((await look(confirmed, { MetricAlarms: [alarm({ ActionsEnabled: false })] }))[1]?.is).toContain('silent');
    expect((await look(confirmed, { MetricAlarms: [] }))[1]?.is).toContain('no alarm leads');
  });
  test('a role without the right is a finding in a sentence', async () => {
    const lines: string[] = [];
    const screen = { isTerminal: false, write: (text: string) => void lines.push(text) };
    const refusal = {
      refused: 'AuthorizationError',
      status: 403,
      message: 'User: arn:aws:iam::1:user/x is not authorized',
    };
    expect(await diagnose(screen, [{ about: 'Pager', look: () => look(refusal, { MetricAlarms: [] }) }])).toBe(false);
    expect(lines.join('')).toContain('AWS refused');
    expect(lines.join('')).not.toContain('user/x');
  });
});

describe("the site's pages", () => {
  async function look(statusOf: (path: string, cookie: string) => number, isFronted = true) {
    const server = await listen(0, 'the site', ({ url = '', headers }, response) => {
      const status = statusOf(url, headers.cookie ?? '');
      response.writeHead(status, status === 503 ? { 'x-cache': 'FunctionExecutionError from cloudfront' } : {}).end();
    });
    open.push({ stop: () => server.close() });
    const target = { site: `http://127.0.0.1:${server.port}` };
    const [found] = await checkPage({
      target,
      reach: fetch,
      passCookie: 'fascia',
      paths: ['/', '/account'],
      isFronted,
    });
    return found;
  }
  test('are ok if each is served, also with a pass that nobody signed', async () => {
    expect(await look(() => 200)).toMatchObject({ state: 'ok' });
    expect(await look((path) => (path === '/' ? 301 : 200))).toMatchObject({ state: 'ok' });
  });
  test.each([
    ['every page is 503', () => 503],
    ['only a page with a pass is 503', (_path: string, cookie: string) => (cookie.includes('fascia=v1.') ? 503 : 200)],
  ])('are a problem of the CloudFront function if %s', async (_what, statusOf) => {
    const found = await look(statusOf);
    expect(found?.state).toBe('problem');
    expect(found?.remedy).toContain('CloudFront function fails');
  });
  test('are a problem if the account page is missing', async () => {
    const found = await look((path) => (path === '/account' ? 404 : 200));
    expect(found).toMatchObject({ state: 'problem', is: expect.stringContaining('/account answers 404') });
  });
  test('that nobody serves yet are only a notice where nothing stands before the API', async () => {
    const port = await freePort();
    const needs = { target: { site: `http://127.0.0.1:${port}` }, reach: fetch, passCookie: 'fascia', paths: ['/'] };
    expect((await checkPage({ ...needs, isFronted: false }))[0]?.state).toBe('notice');
    expect((await checkPage({ ...needs, isFronted: true }))[0]?.state).toBe('problem');
  });
});

/** Of a server that has ended. */
async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
