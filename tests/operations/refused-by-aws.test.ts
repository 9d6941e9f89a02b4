// `setup`, `rotate` and `rehearse` on a deployed stage whose secrets AWS does not hand out: a sentence that names the refusal, the
// end is 1, and neither a stack, an account number nor a name of a secret is printed.
import { execFile } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { type AwsAnswer, type AwsStandIn, startAwsStandIn } from '../support/aws-stand-in.ts';
import { childEnvironment } from '../support/child-environment.ts';

const account = '123456789012';
const secretArn = (name: string) => `arn:aws:secretsmanager:us-east-1:${account}:secret:${name}`;
const outputs = {
  TableName: 'mainstay-test-Table',
  ApiUrl: 'https://test.meridian.example',
  SyncQueueUrl: 'https://sqs.example/sync-requests.fifo',
  DeadLettersUrl: 'https://sqs.example/dead.fifo',
  ...Object.fromEntries(
    ['Stripe', 'Webhook', 'Pass', 'Pepper', 'Seal', 'Sealing'].map((kind) => [`${kind}SecretArn`, secretArn(kind)]),
  ),
  PagerTopic: `arn:aws:sns:us-east-1:${account}:pager`,
};
const members = Object.entries(outputs).map(
  ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
);
const stack = `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>mainstay-test</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-11-01T00:00:00Z</CreationTime><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;

let aws: AwsStandIn | null = null;
afterEach(async () => {
  await aws?.stop();
  aws = null;
});

async function run(command: string, given: readonly string[], secrets: AwsAnswer) {
  aws = await startAwsStandIn({
    'POST / DescribeStacks': stack,
    'POST / GetSecretValue': secrets,
    'POST / DescribeSecret': secrets,
  });
  const env = {
    ...childEnvironment(),
    HOME: '/nonexistent',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: aws.config.endpoint,
    AWS_ACCESS_KEY_ID: 'one',
    AWS_SECRET_ACCESS_KEY: 'two',
  };
  const words = ['--import', './operations/terminal/say-uncaught.ts', `operations/${command}.ts`, ...given];
  return new Promise<{ code: number; text: string }>((settle) => {
    execFile(process.execPath, [...words, '--stage', 'test'], { env }, (failure, out, error) =>
      settle({ code: failure === null ? 0 : Number(failure.code), text: `${out}${error}` }),
    );
  });
}
const denied = {
  refused: 'AccessDeniedException',
  status: 400,
  message: `User: arn:aws:sts::${account}:assumed-role/me is not authorized to perform: secretsmanager:GetSecretValue`,
};

describe.each([
  ['setup', ['--yes']],
  ['rotate', ['pass']],
  ['rotate', ['seal', '--finish']],
  ['rehearse', []],
])('npm run %s %j', (command, given) => {
  test('says that AWS refused, and nothing of the account', async () => {
    const { code, text } = await run(command, given, denied);
    expect([code, text]).toEqual([1, expect.stringMatching(/AWS refused: AccessDeniedException/)]);
    expect(text).not.toMatch(new RegExp(`${account}|\\n\\s+at |arn:aws`));
  });
});

test('a secret that was never filled is another finding than one that AWS keeps back', async () => {
  const { code, text } = await run('setup', ['--yes'], { refused: 'ResourceNotFoundException', status: 400 });
  expect([code, text]).toEqual([1, expect.stringContaining('No Stripe key is stored yet')]);
  expect(text).toContain('https://dashboard.stripe.com/test/apikeys/create?');
});
