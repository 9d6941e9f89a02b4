// `--stage`: the environment of a deployed stage, read from the outputs of its stack.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readConfig } from '../../functions/runtime/config.ts';
import { readTarget } from '../../operations/stage/deploy-target.ts';
import { enterStage } from '../../operations/stage/enter-stage.ts';
import { environmentOfStage } from '../../operations/stage/stage-environment.ts';
import { type AwsStandIn, startAwsStandIn } from '../support/aws-stand-in.ts';

const outputs = {
  TableName: 'mainstay-test-Table',
  ApiUrl: 'https://test.meridian.example',
  SyncQueueUrl: 'https://sqs.example/sync-requests.fifo',
  DeadLettersUrl: 'https://sqs.example/dead.fifo',
  StripeSecretArn: 'arn:stripe',
  WebhookSecretArn: 'arn:webhook',
  PassSecretArn: 'arn:pass',
  PepperSecretArn: 'arn:pepper',
  SealSecretArn: 'arn:seal',
  SealingSecretArn: 'arn:sealing',
  PagerTopic: 'arn:aws:sns:eu-central-1:000000000000:pager',
};
const answerOf = (found: Readonly<Record<string, string>>): string => {
  const members = Object.entries(found).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>mainstay-test</StackName><CreationTime>2026-11-01T00:00:00Z</CreationTime><LastUpdatedTime>2026-11-20T10:00:00Z</LastUpdatedTime><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
};

function configFile(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'mainstay-aws-')), 'config');
  writeFileSync(file, text);
  return file;
}

let aws: AwsStandIn | null = null;
async function stackWith(found: Readonly<Record<string, string>> | null) {
  aws = await startAwsStandIn(found === null ? {} : { 'POST /': answerOf(found) });
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDFORMATION', aws.config.endpoint);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'one');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'two');
}
const before = { ...process.env };
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const name of Object.keys(process.env)) if (!(name in before)) Reflect.deleteProperty(process.env, name);
  await aws?.stop();
});

describe('a stage that is named', () => {
  test('sets the environment variables of its functions', async () => {
    await stackWith(outputs);
    expect(await enterStage(undefined, 'test')).toBe('stage test');
    expect(readConfig()).toMatchObject({
      STAGE: 'test',
      MODE: 'test',
      TABLE: outputs.TableName,
      API_URL: outputs.ApiUrl,
    });
    expect(readTarget()).toMatchObject({
      webhookUrl: expect.stringMatching(/^https:.*\/v1\/stripe\/events$/),
      isSandbox: false,
      secretNames: { Stripe: 'arn:stripe', Seal: 'arn:seal' },
    });
  });
  test('is refused before any call if the settings do not have it', async () => {
    await stackWith(outputs);
    await expect(environmentOfStage('prod')).rejects.toThrow('it has test or live');
    expect(aws?.requested).toEqual([]);
  });
  test('names the missing output if its stack is older than the command', async () => {
    const { TableName: _gone, ...rest } = outputs;
    await stackWith(rest);
    await expect(environmentOfStage('test')).rejects.toThrow('has no output TableName');
  });
  test('is one sentence if its stack does not exist', async () => {
    await stackWith(null);
    await expect(environmentOfStage('test')).rejects.toThrow(
      'The stack mainstay-test in eu-central-1 could not be read',
    );
  });
});

describe('the region of a stage', () => {
  const signedFor = () => aws?.regions;
  test('is the one of the settings, whatever the shell says', async () => {
    await stackWith(outputs);
    vi.stubEnv('AWS_REGION', 'us-west-2');
    expect(await environmentOfStage('live')).toMatchObject({ AWS_REGION: 'eu-central-1' });
    expect(signedFor()).toEqual(['eu-central-1']);
  });
  test('is AWS_DEFAULT_REGION if nothing else names one', async () => {
    await stackWith(outputs);
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_DEFAULT_REGION', 'eu-north-1');
    expect(await environmentOfStage('test')).toMatchObject({ AWS_REGION: 'eu-north-1' });
    expect(signedFor()).toEqual(['eu-north-1']);
  });
  test('is the one of the profile if the shell names none', async () => {
    await stackWith(outputs);
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_CONFIG_FILE', configFile('[default]\nregion = ap-south-1\n'));
    expect(await environmentOfStage('test')).toMatchObject({ AWS_REGION: 'ap-south-1' });
  });
  test('is asked for in a sentence if nobody names one, and no call is made', async () => {
    await stackWith(outputs);
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    await expect(environmentOfStage('test')).rejects.toThrow('The stage test has no region.');
    expect(aws?.requested).toEqual([]);
  });
  test('is named beside what its stack lacks, and reaches every later client', async () => {
    await stackWith({});
    await expect(environmentOfStage('test')).rejects.toThrow('The stack mainstay-test in eu-central-1 has no output');
    await aws?.stop();
    await stackWith(outputs);
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_DEFAULT_REGION', 'eu-north-1');
    await enterStage(undefined, 'test');
    expect(process.env['AWS_REGION']).toBe('eu-north-1');
  });
});
