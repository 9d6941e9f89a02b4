// `npm run doctor` without its process, for every check that needs no table: its findings and its remedies.
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterEach, describe, expect, test } from 'vitest';
import { checkAccount } from '../../operations/doctor/check-account.ts';
import { checkConcurrency } from '../../operations/doctor/check-concurrency.ts';
import { checkMail } from '../../operations/doctor/check-mail.ts';
import { checkSite } from '../../operations/doctor/check-site.ts';
import { diagnose } from '../../operations/doctor/diagnose.ts';
import { setUp } from '../../operations/setup/set-up.ts';
import type { Finding } from '../../operations/terminal/finding.ts';
import { sdkFor } from '../../packages/stripe-sandbox/tests/stage.ts';
import { type AwsStandIn, startAwsStandIn } from '../support/aws-stand-in.ts';
import { openCommandStage } from '../support/command-stage.ts';

const open: { stop(): Promise<void> }[] = [];
async function saved<T extends { stop(): Promise<void> }>(opening: Promise<T>): Promise<T> {
  const opened = await opening;
  open.push(opened);
  return opened;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.stop()));
});
const problemsOf = (findings: readonly Finding[]): string[] =>
  findings.filter(({ state }) => state === 'problem').map(({ about }) => about);

describe('the account', () => {
  test('has a problem wherever setup would change something, and none after setup', async () => {
    const { needs } = await saved(openCommandStage());
    const before = await checkAccount(needs);
    expect(problemsOf(before)).toEqual(
      expect.arrayContaining(['Secret Pass', 'Product', 'Portal', 'Webhook endpoint']),
    );
    expect(before.filter(({ state }) => state === 'problem').map(({ remedy }) => remedy)).toContain('npm run setup');
    await setUp(needs, { isSure: true });
    expect(problemsOf(await checkAccount(needs))).toEqual([]);
  });

  test('it changes nothing', async () => {
    const { needs, stage, secrets } = await saved(openCommandStage());
    await checkAccount(needs);
    expect((await stage.stripe.webhookEndpoints.list()).data).toEqual([]);
    expect(Object.values(secrets).join('')).toBe('');
  });

  test('the finding for a key without a permission names its row', async () => {
    const { needs, stage } = await saved(openCommandStage());
    await setUp(needs, { isSure: true });
    await stage.command('/keys', { key: 'rk_test_blind', may: ['rak_checkout_session_write'] });
    const functionsStripe = sdkFor(stage.sandbox, 0, 'rk_test_blind');
    const [rights] = (await checkAccount({ ...needs, functionsStripe })).filter(
      ({ about }) => about === 'Key permissions',
    );
    expect(rights?.is).toContain('Events (rak_event_read)');
    expect(rights?.remedy).toContain('https://dashboard.stripe.com/test/apikeys/create?');
    expect(rights?.is).not.toContain('Checkout Sessions');
  });

  test.each([
    ['an event is missing', { enabled_events: ['invoice.paid'] as const }, 'add '],
    ['it is switched off', { disabled: true }, 'enable it'],
  ])('an endpoint of which %s is a problem', async (_what, change, strings) => {
    const { needs, stage } = await saved(openCommandStage());
    await setUp(needs, { isSure: true });
    const [endpoint] = (await stage.stripe.webhookEndpoints.list()).data;
    const params = 'disabled' in change ? change : { enabled_events: [...change.enabled_events] };
    await stage.stripe.webhookEndpoints.update(endpoint?.id ?? '', params);
    const found = await checkAccount(needs);
    expect(problemsOf(found)).toEqual(['Webhook endpoint']);
    expect(found.find(({ about }) => about === 'Webhook endpoint')?.is).toContain(strings);
  });
});

describe('the site', () => {
  const target = { apiUrl: 'https://api.meridian.example', site: 'https://meridian.example' };
  const look = async (reach: (url: string) => Promise<Response>, where: object = {}) => {
    const stage = await saved(openCommandStage());
    return checkSite({ target: { ...stage.target, ...where }, reach });
  };
  const fine = async () => new Response('{}', { headers: { date: new Date().toUTCString() } });

  test('is ok if the API answers under its own host', async () => {
    const found = await look(fine);
    expect(found.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok']);
  });
  test('a notice says why an API on another host is worse', async () => {
    const found = await look(
      async (url) => (url.startsWith(target.apiUrl) ? fine() : new Response('', { status: 404 })),
      target,
    );
    expect(found.map(({ state }) => state)).toEqual(['ok', 'notice', 'ok']);
    expect(found[1]?.remedy).toContain('Safari');
  });
  test('is a problem if the API cannot be reached', async () => {
    expect(problemsOf(await look(() => Promise.reject(new Error('ENOTFOUND'))))).toEqual(['API']);
  });
  test('a clock that is minutes wrong is a problem', async () => {
    const late = async () => new Response('{}', { headers: { date: new Date(Date.now() - 200_000).toUTCString() } });
    expect(problemsOf(await look(late))).toEqual(['Clock']);
  });
});

describe('mail', () => {
  const account = { ProductionAccessEnabled: true, SendingEnabled: true, SendQuota: { Max24HourSend: 50_000 } };
  const identity = { VerifiedForSendingStatus: true, DkimAttributes: { Status: 'SUCCESS' } };
  const look = async (answers: Parameters<typeof startAwsStandIn>[0]) => {
    const ses: AwsStandIn = await saved(startAwsStandIn(answers));
    return checkMail('messages@meridian.example', new SESv2Client(ses.config));
  };
  const [atAccount, atDomain] = ['GET /v2/email/account', 'GET /v2/email/identities/meridian.example'];

  test('is ok for a verified domain with DKIM outside the sandbox', async () => {
    expect(problemsOf(await look({ [atAccount]: account, [atDomain]: identity }))).toEqual([]);
  });
  test.each([
    [
      'the sandbox of SES',
      { [atAccount]: { ...account, ProductionAccessEnabled: false }, [atDomain]: identity },
      'production access',
    ],
    ['an unproven sender', { [atAccount]: account }, 'DNS records'],
    ['no DKIM', { [atAccount]: account, [atDomain]: { ...identity, DkimAttributes: { Status: 'PENDING' } } }, 'DKIM'],
  ])('is a problem with %s', async (_what, answers, remedy) => {
    const found = (await look(answers)).filter(({ state }) => state === 'problem');
    expect(found).toHaveLength(1);
    expect(found[0]?.remedy).toContain(remedy);
  });
});

test.each([
  [10, 'problem'],
  [1000, 'ok'],
])('an account of Lambda that allows %i at once: %s', async (ConcurrentExecutions, state) => {
  const lambda = await saved(
    startAwsStandIn({ 'GET /2016-08-19/account-settings': { AccountLimit: { ConcurrentExecutions } } }),
  );
  expect(await checkConcurrency(new LambdaClient(lambda.config))).toMatchObject({ state });
});

test('a check that fails is a finding, and the other checks still run', async () => {
  const lines: string[] = [];
  const screen = { isTerminal: false, write: (text: string) => void lines.push(text) };
  const isWell = await diagnose(screen, [
    { about: 'First', look: () => Promise.reject(new Error('secret words of a stack')) },
    { about: 'Second', look: async () => [{ about: 'Second', state: 'ok', is: 'is fine' }] },
  ]);
  expect(isWell).toBe(false);
  const said = lines.join('');
  expect(said).toContain('✗ First');
  expect(said).toContain('✓ Second');
  expect(said).not.toContain('secret words');
});
