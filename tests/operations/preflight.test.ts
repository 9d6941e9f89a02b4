// `npm run preflight -- --stage live`, run as a command against one small server that answers for every service as AWS
// documents: what would make a deploy fail is a line with its remedy, and refusals are sentences.
import { execFile } from 'node:child_process';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { checkAliases } from '../../operations/preflight/check-hosts.ts';
import { checkIdentity } from '../../operations/preflight/check-identity.ts';
import { type AwsAnswer, startAwsStandIn } from '../support/aws-stand-in.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { settings } from '../support/test-config.ts';

const open: { stop(): Promise<void> }[] = [];
function useAws(endpoint: string): void {
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'one');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'two');
}
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((each) => each.stop()));
});

const stack = (body: string, status: string, version = 30) => {
  const [, name = ''] = /StackName=([\w-]+)/.exec(body) ?? [];
  const outputs =
    name === 'CDKToolkit'
      ? `<Outputs><member><OutputKey>BootstrapVersion</OutputKey><OutputValue>${version}</OutputValue></member></Outputs>`
      : '';
  return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>${name}</StackName><CreationTime>2026-11-01T00:00:00Z</CreationTime><StackStatus>${status}</StackStatus>${outputs}</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
};
const noStack = { refused: 'ValidationError', status: 400, message: 'Stack with id x does not exist' };
/** Bootstrapped everywhere, and nothing of ours deployed. */
const fresh = (body: string) => (body.includes('CDKToolkit') ? stack(body, 'CREATE_COMPLETE') : noStack);

const certificate = (body: string) => ({
  Certificate: {
    CertificateArn: JSON.parse(body).CertificateArn,
    DomainName: 'meridian.example',
    SubjectAlternativeNames: ['*.meridian.example'],
    Status: 'ISSUED',
  },
});
const distributions = (...held: readonly { id: string; alias: string; comment: string }[]) =>
  `<DistributionList xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Marker></Marker><MaxItems>100</MaxItems><IsTruncated>false</IsTruncated><Quantity>${held.length}</Quantity><Items>${held
    .map(
      ({ id, alias, comment }) =>
        `<DistributionSummary><Id>${id}</Id><ARN>arn</ARN><Status>Deployed</Status><Comment>${comment}</Comment><Aliases><Quantity>1</Quantity><Items><CNAME>${alias}</CNAME></Items></Aliases></DistributionSummary>`,
    )
    .join('')}</Items></DistributionList>`;
const zones = (...names: readonly string[]) =>
  `<ListHostedZonesResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><HostedZones>${names
    .map(
      (name) =>
        `<HostedZone><Id>/hostedzone/Z1</Id><Name>${name}.</Name><CallerReference>c</CallerReference></HostedZone>`,
    )
    .join('')}</HostedZones><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></ListHostedZonesResponse>`;

const good: Readonly<Record<string, AwsAnswer>> = {
  'POST / DescribeStacks': fresh,
  'POST / DescribeCertificate': certificate,
  'GET /2020-05-31/distribution': distributions(),
  'GET /2013-04-01/hostedzone': zones('meridian.example'),
  'GET /v2/email/account': {
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    SendQuota: { Max24HourSend: 50_000 },
  },
  'GET /2016-08-19/account-settings': { AccountLimit: { ConcurrentExecutions: 1000 } },
};

async function preflight(changed: Readonly<Record<string, AwsAnswer>>, given = ['--stage', 'live']) {
  const aws = await startAwsStandIn({ ...good, ...changed });
  open.push(aws);
  const env = {
    ...childEnvironment(),
    HOME: '/nonexistent',
    AWS_ENDPOINT_URL: aws.config.endpoint,
    AWS_ACCESS_KEY_ID: 'one',
    AWS_SECRET_ACCESS_KEY: 'two',
  };
  const words = ['--import', './operations/terminal/say-uncaught.ts', 'operations/preflight.ts', ...given];
  return new Promise<{ code: number; text: string; regions: readonly string[] }>((settle) => {
    execFile(process.execPath, words, { env }, (failure, out, error) =>
      settle({ code: failure === null ? 0 : Number(failure.code), text: `${out}${error}`, regions: aws.regions }),
    );
  });
}

describe('npm run preflight', () => {
  test('finds nothing wrong before a first deploy into a prepared account, and asks both regions', async () => {
    const { code, text, regions } = await preflight({});
    expect(text).toContain('No problems.');
    expect(text).not.toContain('✗');
    expect([code, [...regions].sort()]).toEqual([0, ['eu-central-1', 'us-east-1']]);
  });

  test('names everything that would fail, each with what to do', async () => {
    const pending = (body: string) => ({
      Certificate: {
        ...certificate(body).Certificate,
        Status: 'PENDING_VALIDATION',
        DomainValidationOptions: [
          { DomainName: 'x', ResourceRecord: { Name: '_a.meridian.example', Type: 'CNAME', Value: '_b.acm.example' } },
        ],
      },
    });
    const { code, text } = await preflight({
      'POST / DescribeStacks': (body, region) => {
        if (body.includes('CDKToolkit')) return region === 'us-east-1' ? noStack : stack(body, 'CREATE_COMPLETE', 3);
        return stack(body, 'ROLLBACK_COMPLETE');
      },
      'POST / DescribeCertificate': pending,
      'GET /2020-05-31/distribution': distributions({
        id: 'E123',
        alias: '*.meridian.example',
        comment: 'the old site',
      }),
      'GET /2013-04-01/hostedzone': zones('other.example'),
      'GET /v2/email/identities/meridian.example': { VerifiedForSendingStatus: true },
      'GET /v2/email/account': { ProductionAccessEnabled: false, SendingEnabled: true },
      'GET /2016-08-19/account-settings': { AccountLimit: { ConcurrentExecutions: 10 } },
    });
    expect(code).toBe(1);
    for (const said of [
      /us-east-1 is not bootstrapped/,
      /npx cdk bootstrap -c stage=live/,
      /bootstrap of eu-central-1 has version 3/,
      /an earlier create of mainstay-live failed/,
      /delete-stack --region eu-central-1 --stack-name mainstay-live/,
      /that of front is PENDING_VALIDATION/,
      /CNAME _a\.meridian\.example → _b\.acm\.example/,
      /www\.meridian\.example is an alias of distribution E123/,
      /no hosted zone of this account holds meridian\.example/,
      /meridian\.example is an identity of SES in eu-central-1 already/,
      /senderIdentity: 'adopt'.*delete-email-identity --region eu-central-1/,
      /front\.areHostsElsewhere: true.*associate-alias --alias/,
      /SES sandbox/,
      /allows 10 concurrent executions/,
    ]) {
      expect(text).toMatch(said);
    }
  });

  test.each([
    [
      'a certificate that this account does not have',
      { refused: 'ResourceNotFoundException', status: 400 },
      'does not exist in this account',
    ],
    [
      'a certificate for another host',
      (body: string) => ({
        Certificate: {
          ...certificate(body).Certificate,
          DomainName: 'a.example',
          SubjectAlternativeNames: ['*.a.example'],
        },
      }),
      'does not name meridian.example',
    ],
  ])('%s is a problem', async (_what, answer, sentence) => {
    const { code, text } = await preflight({ 'POST / DescribeCertificate': answer });
    expect([code, text]).toEqual([1, expect.stringContaining(sentence)]);
  });

  test('a role that may not ask is a line for each question, without what AWS said of it', async () => {
    const denied = {
      refused: 'AccessDeniedException',
      status: 403,
      message: 'User: arn:aws:iam::123456789012:user/x may not',
    };
    const { code, text } = await preflight(Object.fromEntries(Object.keys(good).map((each) => [each, denied])));
    expect(code).toBe(1);
    expect(text.match(/could not be checked: AWS refused/g)?.length).toBeGreaterThanOrEqual(7);
    expect(text).not.toMatch(/123456789012|\n\s+at /);
  });

  test.each([[[]], [['--stage', 'prod']]])('%j is a sentence that names the stages', async (given) => {
    const { code, text } = await preflight({}, given);
    expect([code, text]).toEqual([1, expect.stringContaining('--stage test or live')]);
  });

  test('what our own stack holds already is no problem', async () => {
    const { code, text } = await preflight({
      'POST / DescribeStacks': (body) => stack(body, 'UPDATE_COMPLETE'),
      'GET /2020-05-31/distribution': distributions({
        id: 'E1',
        alias: '*.meridian.example',
        comment: 'Mainstay, stage live, origin secret 1',
      }),
      'GET /v2/email/identities/meridian.example': { VerifiedForSendingStatus: true },
    });
    expect(text).toContain('will be updated');
    expect(text).toContain("www.meridian.example belongs to this stage's distribution");
    expect([code, text]).toEqual([0, expect.not.stringContaining('✗')]);
  });
});

test("a host that another account's distribution serves is a problem, although it is not listed", async () => {
  const aws = await startAwsStandIn(good);
  open.push(aws);
  const { live } = settings.stages;
  if (live === undefined) throw new Error('the test settings have no stage live');
  useAws(aws.config.endpoint);
  const reach = async () => new Response('', { headers: { 'x-amz-cf-id': 'abc' } });
  const needs = { name: 'live', stage: live, region: 'eu-central-1', sender: 'post@meridian.example' };
  const found = await checkAliases({ ...needs, reach });
  expect(found.map(({ state }) => state)).toEqual(['problem', 'problem']);
  const free = await checkAliases({ ...needs, reach: async () => new Response('') });
  expect(free.map(({ state }) => state)).toEqual(['ok', 'ok']);
});

test('hosts that stay with another distribution for now are none of this deploy', async () => {
  const { live } = settings.stages;
  if (live?.front.kind !== 'cloudfront') throw new Error('the test settings have no stage live behind CloudFront');
  const stage = { ...live, front: { ...live.front, areHostsElsewhere: true } };
  const aws = await startAwsStandIn({});
  open.push(aws);
  useAws(aws.config.endpoint);
  const needs = { name: 'live', stage, region: 'eu-central-1', reach: fetch, sender: 'post@meridian.example' };
  expect(await checkAliases(needs)).toMatchObject([{ state: 'ok', is: expect.stringContaining('areHostsElsewhere') }]);
});

test.each([
  [true, 'ok'],
  [false, 'problem'],
])('an identity to adopt that is verified (%s) is %s', async (VerifiedForSendingStatus, state) => {
  const aws = await startAwsStandIn({ 'GET /v2/email/identities/meridian.example': { VerifiedForSendingStatus } });
  open.push(aws);
  useAws(aws.config.endpoint);
  const { live } = settings.stages;
  if (live === undefined) throw new Error('the test settings have no stage live');
  const stage = { ...live, senderIdentity: 'adopt' as const };
  const needs = { name: 'live', stage, region: 'eu-central-1', reach: fetch, sender: 'post@meridian.example' };
  expect(await checkIdentity(needs, false)).toMatchObject([{ state }]);
});
