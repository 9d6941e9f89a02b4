// The permissions of each role, read from the policies in the template, so that a grant that a CDK construct adds shows here too.
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type FunctionName, functions } from '../../shared/api/routes.ts';
import { isUploader, ofType, type Resource, referredBy, stageOf } from './stand-in-stack.ts';

const many = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((found) => [found].flat()),
);
const statement = z.strictObject({
  Sid: z.optional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Action: many,
  Resource: z.optional(z.unknown()),
  Principal: z.optional(z.unknown()),
  Condition: z.optional(z.unknown()),
});
const document = z.object({ Statement: z.array(statement) });
const roleProperties = z.strictObject({
  Description: z.string(),
  AssumeRolePolicyDocument: document,
  Policies: z.tuple([z.object({ PolicyDocument: document })]),
});

const all = stageOf('live').all.filter((each) => !isUploader(each));
const roleOf = (functionName: FunctionName): Resource => {
  const [role, ...others] = ofType(all, 'AWS::IAM::Role').filter(
    (each) => each.name === `${functionName.replace('-', '')}role`,
  );
  if (role === undefined || others.length > 0) throw new Error(`the function ${functionName} needs one role`);
  return role;
};
/** As "action on resource"; both as the deployed policy has them. Of the table: `table-access.test.ts`. */
const grantsOf = (functionName: FunctionName): string[] =>
  roleProperties
    .parse(roleOf(functionName).properties)
    .Policies[0].PolicyDocument.Statement.filter(({ Action }) => !Action.some((each) => each.startsWith('dynamodb:')))
    .flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => [Resource].flat().map((each) => `${action} on ${subjectOf(each)}`)),
    )
    .sort();

/** An identity of SES and an index have ARNs that are put together; all else is referred to. */
const subjectOf = (resource: unknown): string =>
  namedSubjects.find(([part]) => JSON.stringify(resource).includes(part))?.[1] ?? referredBy(resource);
const namedSubjects = [
  [':identity/meridian.example', 'the sender'],
  [':configuration-set/', 'the configuration set of its messages'],
] as const;

const logs = (functionName: string) => [
  `logs:CreateLogStream on ${functionName}logs`,
  `logs:PutLogEvents on ${functionName}logs`,
];
const secret = (...names: readonly string[]) => names.map((name) => `secretsmanager:GetSecretValue on ${name}Secret`);

const granted: Readonly<Record<FunctionName, readonly string[]>> = {
  offer: [...logs('offer'), ...secret('Origin')],
  checkout: [
    ...logs('checkout'),
    ...secret('Origin', 'Pass', 'Pepper', 'Sealing', 'Stripe'),
    'sqs:SendMessage on MailRequests',
  ],
  recognition: [...logs('recognition'), ...secret('Origin', 'Pass', 'Sealing'), 'sqs:SendMessage on MailRequests'],
  'stripe-webhook': [...logs('stripewebhook'), ...secret('Webhook'), 'sqs:SendMessage on SyncRequests'],
  sync: [
    ...logs('sync'),
    ...secret('Pepper', 'Stripe'),
    ...['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map((action) => `sqs:${action} on SyncRequests`),
  ],
  reconcile: [...logs('reconcile'), ...secret('Pepper', 'Stripe'), 'sqs:SendMessage on SyncRequests'],
  mail: [
    ...logs('mail'),
    ...secret('Pepper', 'Seal'),
    'ses:SendEmail on the sender',
    'ses:SendEmail on the configuration set of its messages',
    ...['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map((action) => `sqs:${action} on MailRequests`),
  ].sort(),
  reminders: [...logs('reminders'), ...secret('Origin', 'Pepper', 'Sealing'), 'sqs:SendMessage on MailRequests'],
};

describe.each(functions)('the function %s', (functionName) => {
  test('has exactly the permissions it needs beside those on the table', () =>
    expect(grantsOf(functionName)).toEqual([...granted[functionName]]));

  test('has its own role, which only Lambda may assume', () => {
    const [assume, ...more] = roleProperties.parse(roleOf(functionName).properties).AssumeRolePolicyDocument.Statement;
    expect(more).toEqual([]);
    expect(assume).toMatchObject({ Action: ['sts:AssumeRole'], Principal: { Service: 'lambda.amazonaws.com' } });
    const wearers = ofType(all, 'AWS::Lambda::Function').filter(
      (each) => referredBy(each.properties['Role']) === roleOf(functionName).name,
    );
    expect(wearers.map((each) => each.properties['Description'])).toEqual([`Mainstay, function ${functionName}`]);
  });
});

describe('the policies of the whole stage', () => {
  test('are those of the functions, the queues, the pager, the schedule and the files for the browser', () => {
    const policies = all
      .filter((each) => /::(?:\w*Policy|Role)$/.test(each.type) && !each.type.startsWith('AWS::CloudFront::'))
      .map((each) => each.name);
    const roles = functions.map((functionName) => `${functionName.replace('-', '')}role`);
    expect(policies.sort()).toEqual(
      [
        ...roles,
        'SyncDeadLettersPolicy',
        'SyncRequestsPolicy',
        'MailRequestsPolicy',
        'PagerPolicy',
        'ScheduleRole',
        'RepeatSilenceRole',
        'WebFilesPolicy',
      ].sort(),
    );
  });

  const statements = all.flatMap((each) => documentsIn(each.properties)).flatMap((each) => each.Statement);

  test('have no wildcard except for the files of one bucket, for our own distribution', () => {
    const allowing = statements.filter((each) => each.Effect === 'Allow');
    // One to assume and one for the logs of each function at the least: the walk did find them.
    expect(allowing.length).toBeGreaterThan(2 * functions.length);
    const wide = allowing.filter(({ Action, Resource, Principal }) =>
      JSON.stringify([Action, Resource, Principal]).includes('*'),
    );
    expect(wide).toHaveLength(1);
    expect(wide[0]).toMatchObject({
      Action: ['s3:GetObject'],
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
    });
    expect(JSON.stringify(wide[0])).toMatch(/:distribution\/",\{"Ref":"Front[0-9A-F]{8}"\}/);
  });

  test('deny only one thing: access without TLS', () => {
    const denied = statements.filter((each) => each.Effect === 'Deny');
    expect(denied).toHaveLength(5);
    for (const each of denied) expect(each.Condition).toEqual({ Bool: { 'aws:SecureTransport': 'false' } });
  });
});

/** Every policy document anywhere in a resource, however deep. */
function documentsIn(value: unknown): z.infer<typeof document>[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('Statement' in value) return [document.parse(value)];
  return Object.values(value).flatMap(documentsIn);
}
