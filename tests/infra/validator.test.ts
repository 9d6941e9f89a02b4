// AWS takes the template of every kind of stage that settings can ask for, as far as can be known without an account: its
// own validator, and checks of ours for what that does not see. Faults of the past are found.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { functions } from '../../shared/api/routes.ts';
import { refusedByAws } from '../support/aws-validator.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { wrongAtDeploy } from '../support/deploy-checks.ts';
import { wrongSchedule } from '../support/schedule-expression.ts';
import { stageVariants } from '../support/stage-variants.ts';
import { flags } from './stand-in-stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'mainstay-validator-'));
const out = join(folder, 'out');
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => {
  for (const part of [...functions, 'demo', 'mail-smtp', 'web']) {
    mkdirSync(join(folder, 'dist', part), { recursive: true });
    writeFileSync(join(folder, 'dist', part, 'index.js'), `exports.handler = async () => '${part}';`);
  }
  const CDK_CONTEXT_JSON = JSON.stringify(flags());
  execFileSync(process.execPath, ['tests/support/variants-app.ts', join(folder, 'dist')], {
    env: { ...childEnvironment(), CDK_OUTDIR: out, CDK_VALIDATION: 'false', CDK_CONTEXT_JSON },
    stdio: 'pipe',
  });
});

const shape = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Properties: z._default(z.record(z.string(), z.unknown()), {}),
      DependsOn: z.optional(z.union([z.string(), z.array(z.string())])),
      DeletionPolicy: z.optional(z.string()),
    }),
  ),
});
const pathOf = (stack: string): string => join(out, `mainstay-${stack}.template.json`);
const templateOf = (stack: string) => shape.parse(JSON.parse(readFileSync(pathOf(stack), 'utf8')));
const written = (): string[] =>
  readdirSync(out)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => join(out, file));

describe('every kind of stage', () => {
  test('is synthesised, and AWS’s validator has nothing against it', () => {
    const names = Object.keys(stageVariants).map(pathOf);
    expect(written()).toEqual(expect.arrayContaining(names));
    expect(refusedByAws(written())).toEqual([]);
  });
  test('has nothing that only the deploy would refuse', () => {
    for (const path of written())
      expect([path, wrongAtDeploy(JSON.parse(readFileSync(path, 'utf8')))]).toEqual([path, []]);
  });

  test('names what CloudFront keeps for the whole account by its region, in no more than 64 characters', () => {
    const named = Object.entries(stageVariants).flatMap(([stack, { region, front }]) =>
      Object.values(templateOf(stack).Resources)
        .filter(({ Type }) => /^AWS::CloudFront::(?!Distribution)/.test(Type))
        .map(({ Properties }) => ({ region: front.kind === 'cloudfront' ? region : 'none', name: nameOf(Properties) })),
    );
    expect(named.length).toBeGreaterThan(40);
    for (const { region, name } of named) {
      expect(name).toContain(region);
      expect(name.length).toBeLessThanOrEqual(64);
    }
    expect(new Set(named.map(({ name }) => name)).size).toBe(named.length);
  });
});

/** A policy's name lies in its configuration. */
function nameOf(properties: Readonly<Record<string, unknown>>): string {
  const configuration = Object.entries(properties).find(
    ([key]) => key.endsWith('Config') && key !== 'FunctionConfig',
  )?.[1];
  return z.looseObject({ Name: z.string() }).parse(configuration ?? properties).Name;
}

describe('the first deploy, where AWS refuses it', () => {
  const retained = ['AWS::DynamoDB::GlobalTable', 'AWS::SecretsManager::Secret', 'AWS::S3::Bucket'];
  test('leaves no table, secret or bucket behind, and later deploys never take one away', () => {
    for (const { Type, DeletionPolicy } of Object.values(templateOf('front-hosts-eu-central-1').Resources)) {
      if (retained.includes(Type)) expect([Type, DeletionPolicy]).toEqual([Type, 'RetainExceptOnCreate']);
    }
  });
  test('fails before the protected table is made: after the sender, the hosts and the distribution', () => {
    const { Resources } = templateOf('front-hosts-eu-central-1');
    const table = Object.values(Resources).find(({ Type }) => Type === 'AWS::DynamoDB::GlobalTable');
    const before = [table?.DependsOn ?? []].flat().map((id) => Resources[id]?.Type);
    expect([...new Set(before)].sort()).toEqual([
      ...['AWS::ApiGatewayV2::DomainName', 'AWS::CloudFront::Distribution', 'AWS::SES::EmailIdentity'],
    ]);
  });
  test('takes hosts only once they are free, and an identity of SES only where there is none', () => {
    const distribution = (stack: string) =>
      JSON.stringify(Object.values(templateOf(stack).Resources).find(({ Type }) => Type.endsWith('::Distribution')));
    expect(distribution('front-hosts-eu-central-1')).toContain('"Aliases":["meridian.example"');
    expect(distribution('standby')).not.toContain('Aliases');
    const types = Object.values(templateOf('adopted').Resources).map(({ Type }) => Type);
    expect(types).toContain('AWS::SES::ConfigurationSet');
    expect(types).not.toContain('AWS::SES::EmailIdentity');
  });
});

describe.each(['smtp', 'smtp-none'])('a stage that sends by SMTP (%s)', (name) => {
  const resources = () => Object.entries(templateOf(name).Resources);
  test('has nothing of SES: no identity, no notices, no permission', () => {
    expect(resources().length).toBeGreaterThan(40);
    const { Outputs, ...rest } = JSON.parse(readFileSync(pathOf(name), 'utf8'));
    expect(Object.keys(Outputs)).toContain('SmtpSecretArn');
    expect(JSON.stringify(rest)).not.toMatch(/AWS::SES|AWS::Events::Rule|"ses:|aws\.ses|MAIL_CONFIGURATION_SET/);
    expect(JSON.stringify(Outputs)).not.toContain('SenderName');
  });
  test('makes one empty secret, which only the function mail may read, and names the provider to it alone', () => {
    const secrets = resources().filter(([id]) => id.startsWith('SmtpSecret'));
    expect(secrets.map(([, { Properties, DeletionPolicy }]) => [Object.keys(Properties), DeletionPolicy])).toEqual([
      [['Description'], 'RetainExceptOnCreate'],
    ]);
    const [id = ''] = secrets[0] ?? [];
    const readers = resources().filter(([, { Properties }]) => JSON.stringify(Properties).includes(`"${id}"`));
    expect(readers.map(([reader]) => reader.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual(['mailfunction', 'mailrole']);
    const mail = resources().find(([each]) => each.startsWith('mailfunction'))?.[1].Properties;
    expect(mail?.['Environment']).toMatchObject({
      Variables: { SMTP_URL: 'smtp://smtp.provider.example:587', SMTP_SECRET: { Ref: id } },
    });
    expect(resources().filter(([, each]) => JSON.stringify(each).includes('provider.example'))).toHaveLength(1);
  });
  test('deploys the bundle that speaks SMTP', () => {
    const codeOf = (stack: string) => {
      const found = Object.entries(templateOf(stack).Resources).find(([id]) => id.startsWith('mailfunction'));
      return z.looseObject({ S3Key: z.string() }).parse(found?.[1].Properties['Code']).S3Key;
    };
    expect(codeOf(name)).not.toEqual(codeOf('anywhere'));
    expect(codeOf('adopted')).toEqual(codeOf('anywhere'));
  });
});

describe('a stage with the demo pages', () => {
  const resources = () => Object.entries(templateOf('demo').Resources);
  const routes = () =>
    resources().flatMap(([, { Type, Properties }]) =>
      Type === 'AWS::ApiGatewayV2::Route' ? [Properties['RouteKey']] : [],
    );
  test('serves them under the name of the API, behind every route of ours, and says where', () => {
    expect(routes()).toEqual(expect.arrayContaining(['GET /', 'GET /{proxy+}', 'GET /v1/offer']));
    const { Outputs } = JSON.parse(readFileSync(pathOf('demo'), 'utf8'));
    expect(JSON.stringify(Outputs.DemoPages.Value)).toContain('"ApiEndpoint"');
    const hosts = JSON.parse(readFileSync(pathOf('demo-hosts'), 'utf8')).Outputs.DemoPages.Value;
    expect(hosts).toBe('https://apihost.meridian.example/');
  });
  test('lets them write a log and nothing else', () => {
    const role = resources().find(([id]) => id.startsWith('DemoPagesRole'))?.[1].Properties;
    expect(
      JSON.stringify(role)
        .match(/"[a-z0-9]+:[A-Z]\w+"/g)
        ?.sort(),
    ).toEqual([...['"logs:CreateLogStream"', '"logs:PutLogEvents"', '"sts:AssumeRole"']]);
  });
  test('brings readers back to them', () => {
    const checkout = resources().find(([id]) => id.startsWith('checkoutfunction'))?.[1].Properties['Environment'];
    const { SITE_ORIGINS } = z
      .object({ Variables: z.looseObject({ SITE_ORIGINS: z.unknown() }) })
      .parse(checkout).Variables;
    expect(JSON.stringify(SITE_ORIGINS)).toMatch(/ApiEndpoint.*,https:\/\/meridian\.example,/);
  });
  test('is the only one with such pages', () => {
    const others = Object.keys(stageVariants).filter((stack) =>
      JSON.stringify(templateOf(stack)).includes('DemoPages'),
    );
    expect(others.sort()).toEqual(['demo', 'demo-hosts']);
  });
});

describe('a fault in a template', () => {
  type Change = (template: z.output<typeof shape>) => void;
  const seeded = (change: Change, stack = 'front-hosts-eu-central-1') => {
    const template = templateOf(stack);
    change(template);
    return template;
  };
  /** The first of a type, to be changed. */
  const properties = ({ Resources }: z.output<typeof shape>, type: string) => {
    const found = Object.values(Resources).find(({ Type }) => Type === type);
    if (found === undefined) throw new Error(`the template has no ${type}`);
    return found.Properties;
  };
  const put =
    (type: string, changed: object): Change =>
    (template) =>
      void Object.assign(properties(template, type), changed);

  test.each<[string, Change]>([
    ['an unknown property', put('AWS::SQS::Queue', { VisibilityTimeOut: 30 })],
    ['an unknown property of CloudFront', put('AWS::CloudFront::Function', { FunctionText: 'x' })],
    ['a concurrency of one', put('AWS::Lambda::EventSourceMapping', { ScalingConfig: { MaximumConcurrency: 1 } })],
    ['a role that is not there', put('AWS::Lambda::Function', { Role: { 'Fn::GetAtt': ['Nobody', 'Arn'] } })],
    ['a timeout that Lambda has not', put('AWS::Lambda::Function', { Timeout: 901 })],
  ])('is found by AWS: %s', (what, change) => {
    const path = join(folder, `${what.replaceAll(' ', '-')}.template.json`);
    writeFileSync(path, JSON.stringify(seeded(change)));
    expect(refusedByAws([path])).not.toEqual([]);
  });

  test.each<[string, Change, string]>([
    ['a bad cron', put('AWS::Scheduler::Schedule', { ScheduleExpression: 'cron(0 3 * * * *)' }), 'left open'],
    ['an alarm of a long name', put('AWS::CloudWatch::Alarm', { AlarmName: 'a'.repeat(256) }), 'AlarmName'],
    ['an alarm that says too much', put('AWS::CloudWatch::Alarm', { AlarmDescription: 'a'.repeat(1025) }), '1024'],
    ['a route that is not there', put('AWS::ApiGatewayV2::Stage', { RouteSettings: { 'GET /v2': {} } }), 'GET /v2'],
    [
      'a setting in the wrong case',
      put('AWS::ApiGatewayV2::Stage', { RouteSettings: { 'GET /v1/offer': { throttlingRateLimit: 1 } } }),
      'RouteSettings',
    ],
    ['a dashboard that is no JSON', put('AWS::CloudWatch::Dashboard', { DashboardBody: '{"widgets":' }), 'no JSON'],
    ['an empty dashboard', put('AWS::CloudWatch::Dashboard', { DashboardBody: '{"widgets":[]}' }), 'widgets'],
  ])('is found by us: %s', (_what, change, said) => expect(wrongAtDeploy(seeded(change)).join()).toContain(said));
});

describe('the time of a schedule', () => {
  test.each([
    'cron(0 3 * * ? *)',
    'cron(15,45 3-5 ? * MON *)',
    'cron(0/15 * ? JAN-MAR 2-6 2026)',
    'rate(1 hour)',
    'rate(5 minutes)',
  ])('may be %s', (expression) => expect(wrongSchedule(expression)).toBeNull());
  test.each([
    ...['cron(60 3 * * ? *)', 'cron(0 24 * * ? *)', 'cron(0 3 0 * ? *)', 'cron(0 3 ? * 0 *)', 'cron(0 3 ? * SUNDAY *)'],
    ...['cron(0 3 * * ?)', 'cron(0 3 * * ? * *)', 'cron(0 3 ? * ? *)', 'cron(5-1 3 * * ? *)', 'cron(0/0 3 * * ? *)'],
    ...['rate(1 hours)', 'rate(2 hour)', 'rate(0 minutes)', 'rate(5 seconds)', '0 3 * * *', ''],
  ])('may not be %s', (expression) => expect(wrongSchedule(expression)).not.toBeNull());
});
