// The queues, the worker behind them and the alarms: nothing waits without an end, nothing dies unheard, and nobody is
// woken without being told who is hurt.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { settings } from '#settings';
import { ofType, type Resource, referredBy, stageOf } from './stand-in-stack.ts';

const { all } = stageOf('live');
const queues = ofType(all, 'AWS::SQS::Queue');
const redrive = z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.int() });
const isPaired = (queue: Resource) => queue.properties['RedrivePolicy'] !== undefined;
const working = queues.filter(isPaired);
const deadOf = (queue: Resource) => referredBy(redrive.parse(queue.properties['RedrivePolicy']).deadLetterTargetArn);

/** A word of our own, or the resource that is referred to. */
const nameIn = (value: unknown): string => (typeof value === 'string' ? value : referredBy(value));

const watched = {
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.optional(z.array(z.object({ Name: z.string(), Value: z.unknown() }))),
};
const alarmProperties = z.object({
  AlarmDescription: z.string(),
  AlarmActions: z.tuple([z.unknown()]),
  ComparisonOperator: z.enum(['GreaterThanOrEqualToThreshold', 'LessThanThreshold']),
  TreatMissingData: z.enum(['notBreaching', 'breaching']),
  Threshold: z.number(),
  EvaluationPeriods: z.int(),
  DatapointsToAlarm: z.int(),
});
/** Of one metric, or reckoned from several figures of one. */
const reckoned = z.object({
  Metrics: z.array(
    z.object({
      Expression: z.optional(z.string()),
      MetricStat: z.optional(z.object({ Metric: z.object(watched), Period: z.number(), Stat: z.string() })),
    }),
  ),
});
const alarms = ofType(all, 'AWS::CloudWatch::Alarm').map(({ name, properties }) => {
  const many = reckoned.safeParse(properties);
  const [first, ...others] = many.success ? many.data.Metrics.flatMap((each) => each.MetricStat ?? []) : [];
  if (first === undefined) {
    return {
      name,
      ...alarmProperties.parse(properties),
      ...z.object({ ...watched, Period: z.number() }).parse(properties),
    };
  }
  for (const other of others) expect(other.Metric).toEqual(first.Metric);
  return { name, ...alarmProperties.parse(properties), ...first.Metric, Period: first.Period };
});
const alarmsOn = (metric: string, subject: string) =>
  alarms.filter(({ MetricName, Dimensions }) => MetricName === metric && nameIn(Dimensions?.[0]?.Value) === subject);

describe('every queue', () => {
  test('has dead letters, or is the dead letters of one, or is that of letters, which must forget', () => {
    expect(working.map((each) => each.name)).toEqual(['SyncRequests']);
    const alone = queues.filter((each) => !isPaired(each)).map((each) => each.name);
    expect(alone.sort()).toEqual([...working.map(deadOf), 'MailRequests'].sort());
  });

  test('has an alarm on the first dead letter, and one on its age', () => {
    for (const queue of working) {
      expect(alarmsOn('ApproximateNumberOfMessagesVisible', deadOf(queue))).toMatchObject([{ Threshold: 1 }]);
      expect(alarmsOn('ApproximateAgeOfOldestMessage', queue.name)).toHaveLength(1);
    }
  });

  test('keeps what it holds for the 14 days that SQS allows, letters half an hour; encrypted, and speaks TLS only', () => {
    for (const { name, properties } of queues) {
      const seconds = name === 'MailRequests' ? 1800 : 1_209_600;
      expect(properties).toMatchObject({ MessageRetentionPeriod: seconds, SqsManagedSseEnabled: true });
      const policies = ofType(all, 'AWS::SQS::QueuePolicy').filter((each) =>
        JSON.stringify(each.properties).includes(`"${name}`),
      );
      expect(JSON.stringify(policies.map((each) => each.properties))).toContain('aws:SecureTransport');
    }
  });
});

describe('the sync requests', () => {
  const [queue] = working;

  test('keep order within a customer and let customers pass each other', () => {
    expect(queue?.properties).toMatchObject({
      FifoQueue: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
    });
  });

  test('do not come back while a worker may still be at them', () => {
    const [worker] = ofType(all, 'AWS::Lambda::Function').filter((each) => each.name === 'syncfunction');
    const timeout = z.int().parse(worker?.properties['Timeout']);
    expect(z.int().parse(queue?.properties['VisibilityTimeout'])).toBeGreaterThanOrEqual(6 * timeout);
  });

  test('are tried five times before they are given up, and their age worries only after that', () => {
    const { maxReceiveCount } = redrive.parse(queue?.properties['RedrivePolicy']);
    expect(maxReceiveCount).toBe(5);
    const untilDead = maxReceiveCount * z.int().parse(queue?.properties['VisibilityTimeout']);
    expect(alarmsOn('ApproximateAgeOfOldestMessage', 'SyncRequests')[0]?.Threshold).toBeGreaterThan(untilDead);
  });

  test.each([
    ['test', 2],
    ['live', 5],
  ] as const)('wake in %s at most so many workers that Stripe still has room for readers: %i', (stage, most) => {
    stageOf(stage).template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: most },
    });
  });
});

describe('every alarm', () => {
  test('says who is hurt and what to do first, and tells the pager', () => {
    for (const { AlarmDescription, AlarmActions } of alarms) {
      expect(AlarmDescription).toMatch(
        /^Hurt: (?:Readers|Supporters|Everybody|Perhaps every (?:supporter|reader)|Nobody yet|People).{20,} First: [A-Z].{30,}\. Then: https:\/\/git\.meridian\.example\/mainstay\/docs\/runbook\.md#[a-z-]+$/,
      );
      // CloudWatch cuts nothing off: it refuses a longer one.
      expect(AlarmDescription.length).toBeLessThanOrEqual(1024);
      expect(referredBy(AlarmActions[0])).toBe('Pager');
    }
  });

  test('watches one of these, and each of these is watched', () => {
    const watched = alarms.map(({ Namespace, MetricName, Dimensions }) =>
      [Namespace, MetricName, ...(Dimensions ?? []).map(({ Value }) => nameIn(Value))].join(' '),
    );
    expect(watched.sort()).toEqual(
      [
        'AWS/SQS ApproximateNumberOfMessagesVisible SyncDeadLetters',
        'AWS/SQS ApproximateAgeOfOldestMessage SyncRequests',
        'AWS/SQS ApproximateAgeOfOldestMessage MailRequests',
        'AWS/Lambda Errors syncfunction',
        'Mainstay/live sync-failed sync',
        'Mainstay/live event-of-other-version stripe-webhook',
        'Mainstay/live payment-confirmed live',
        'Mainstay/live declined stripe-webhook',
        'AWS/Lambda Errors reconcilefunction',
        'Mainstay/live reconcile-found-difference sync',
        'Mainstay/live erasure-is-late reconcile',
        ...['mail-bounced', 'reminders-capped', 'reminders-stuck', 'reminders-swept'].map(
          (message) => `Mainstay/live ${message} mail`,
        ),
        ...['offer', 'checkout', 'recognition', 'stripewebhook', 'sync', 'reconcile', 'mail', 'reminders'].map(
          (functionName) => `AWS/Lambda Throttles ${functionName}function`,
        ),
        'AWS/ApiGateway 5xx Api',
        'AWS/DynamoDB ReadThrottleEvents Table',
        'AWS/DynamoDB WriteThrottleEvents Table',
        'Mainstay/live StripeEventsFailed',
        'Mainstay/live StripeEventsRefused',
      ].sort(),
    );
  });

  test('rings at more than it needs to be seen, never at less', () => {
    for (const { Threshold, EvaluationPeriods, DatapointsToAlarm } of alarms) {
      expect(Threshold).toBeGreaterThanOrEqual(1);
      expect(DatapointsToAlarm).toBeLessThanOrEqual(EvaluationPeriods);
    }
  });
});

describe('the alarm on silence', () => {
  const silent = alarms.filter((each) => each.TreatMissingData === 'breaching');

  test('is one of two that no news is bad news to', () =>
    expect(silent.map(({ name }) => name).sort()).toEqual(['nomoneycomes', 'remindersnotswept']));

  test('rings when for as many hours as the settings say not one payment was confirmed', () =>
    expect(silent.find(({ name }) => name === 'nomoneycomes')).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      Period: 3600,
      EvaluationPeriods: settings.stages['live']?.silentHours,
      DatapointsToAlarm: settings.stages['live']?.silentHours,
    }));

  test('is only there where the settings ask for it', () =>
    expect(ofType(stageOf('test').all, 'AWS::CloudWatch::Alarm').map(({ name }) => name)).not.toContain(
      'nomoneycomes',
    ));
});

test('a declined card rings nothing: only dozens at once do, with hardly one that pays', () => {
  const [alarm, ...others] = ofType(all, 'AWS::CloudWatch::Alarm').filter(({ properties }) =>
    JSON.stringify(properties).includes('"declined"'),
  );
  expect(others).toEqual([]);
  expect(alarm?.properties).toMatchObject({ Threshold: 80, TreatMissingData: 'notBreaching' });
  const expressions = reckoned.parse(alarm?.properties).Metrics.flatMap(({ Expression }) => Expression ?? []);
  expect(expressions).toEqual(['IF(tries >= 30, 100 * share, 0)']);
});

describe('the runbook', () => {
  const anchors = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^## ([a-z-]+)$/gm)].map(([, name]) => name);
  const led = alarms.map(({ AlarmDescription }) => /#([a-z-]+)$/.exec(AlarmDescription)?.[1]);

  test('has a section for each alarm, under its own name, and for nothing that never rings', () =>
    expect([...anchors].sort()).toEqual([...led].sort()));
});

test('what the gateway answers to Stripe is counted from the fields that the access log has', () => {
  const patterns = ofType(all, 'AWS::Logs::MetricFilter')
    .filter(({ properties }) => referredBy(properties['LogGroupName']) === 'AccessLog')
    .map((each) => each.properties['FilterPattern']);
  expect(patterns).toEqual([
    '{ ($.routeKey = "POST /v1/stripe/events") && ($.status = "4*") }',
    '{ ($.routeKey = "POST /v1/stripe/events") && ($.status = "5*") }',
  ]);
});

test('CloudWatch is let in to the pager, and only for this account', () => {
  const policies = JSON.stringify(ofType(all, 'AWS::SNS::TopicPolicy').map((each) => each.properties));
  expect(policies).toContain('cloudwatch.amazonaws.com');
  expect(policies).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
});

describe('notices of the mail service', () => {
  test('of this sender, and only of letters that failed, go straight to the function that forgets them', () => {
    const [rule, ...others] = ofType(all, 'AWS::Events::Rule');
    expect(others).toEqual([]);
    expect(rule?.properties['EventPattern']).toMatchObject({
      source: ['aws.ses'],
      'detail-type': ['Email Bounced', 'Email Complaint Received'],
      resources: [expect.anything()],
    });
    const [target] = z.array(z.looseObject({ Arn: z.unknown() })).parse(rule?.properties['Targets']);
    expect(referredBy(target?.Arn)).toBe('mailfunction');
    expect(target).not.toHaveProperty('DeadLetterConfig');
    const [destination] = ofType(all, 'AWS::SES::ConfigurationSetEventDestination');
    expect(JSON.stringify(destination?.properties)).toContain('"MatchingEventTypes":["bounce","complaint"]');
  });
});

describe('the sender of letters', () => {
  test('is signed by its domain, speaks TLS only, and leaves no list of addresses with SES', () => {
    const [identity] = ofType(all, 'AWS::SES::EmailIdentity');
    expect(identity?.properties['EmailIdentity']).toBe(settings.mail.sender.split('@')[1]);
    expect(
      referredBy(
        z.looseObject({ ConfigurationSetName: z.unknown() }).parse(identity?.properties['ConfigurationSetAttributes'])
          .ConfigurationSetName,
      ),
    ).toBe('Mailout');
    const [through, ...others] = ofType(all, 'AWS::SES::ConfigurationSet');
    expect(others).toEqual([]);
    expect(through?.properties).toEqual({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: [] },
    });
  });
});

test('the bill is watched before it surprises, and whoever is told is the pager', () => {
  const [budget, ...others] = ofType(all, 'AWS::Budgets::Budget');
  expect(others).toEqual([]);
  expect(budget?.properties).toMatchObject({
    Budget: {
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: settings.stages['live']?.budgetDollars, Unit: 'USD' },
    },
    NotificationsWithSubscribers: [
      { Notification: { NotificationType: 'ACTUAL', Threshold: 80 }, Subscribers: [{ SubscriptionType: 'SNS' }] },
      { Notification: { NotificationType: 'FORECASTED', Threshold: 100 }, Subscribers: [{ SubscriptionType: 'SNS' }] },
    ],
  });
  expect(JSON.stringify(ofType(all, 'AWS::SNS::TopicPolicy'))).toContain('budgets.amazonaws.com');
  expect(ofType(stageOf('test').all, 'AWS::Budgets::Budget')).toEqual([]);
});

describe('the timer of the functions', () => {
  const target = z.object({ Arn: z.unknown(), RoleArn: z.unknown(), Input: z.string() });
  const schedules = ofType(all, 'AWS::Scheduler::Schedule').map(({ properties }) => ({
    when: z.string().parse(properties['ScheduleExpression']),
    ...target.parse(properties['Target']),
  }));

  test('calls each night, each week and each hour, several times, so that what is left by one call is done by the next', () => {
    expect(schedules.map(({ Input }) => JSON.parse(Input).job).sort()).toEqual(['nightly', 'reminders', 'weekly']);
    for (const { when, Arn, Input } of schedules) {
      expect(referredBy(Arn)).toBe(Input.includes('reminders') ? 'mailfunction' : 'reconcilefunction');
      // Minutes with a comma: more than one call.
      expect(when).toMatch(/^cron\(\d+,\d+/);
    }
    expect(schedules.map(({ when }) => when).sort()).toEqual([
      'cron(17,37,57 1 * * ? *)',
      'cron(17,37,57 3,4,5 ? * SUN *)',
      'cron(3,13,23,33,43,53 * * * ? *)',
    ]);
  });

  test('may do nothing but that, and only for this account', () => {
    const [role] = ofType(all, 'AWS::IAM::Role').filter((each) => each.name === 'ScheduleRole');
    for (const { RoleArn } of schedules) expect(referredBy(RoleArn)).toBe(role?.name);
    const text = JSON.stringify(role?.properties);
    expect(text.match(/"lambda:\w+"/g)).toEqual(['"lambda:InvokeFunction"']);
    expect(text).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
  });
});
