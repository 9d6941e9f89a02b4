// The queues, what reads them, and the schedules: no message is lost without an alarm, and none is kept longer than it should.
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { alarmsOn } from './alarms-in-template.ts';
import { ofType, type Resource, referredBy, stageOf } from './stand-in-stack.ts';

const { all } = stageOf('live');
const queues = ofType(all, 'AWS::SQS::Queue');
const redrive = z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.int() });
const hasDeadLetters = (queue: Resource) => queue.properties['RedrivePolicy'] !== undefined;
const workQueues = queues.filter(hasDeadLetters);
const deadLettersOf = (queue: Resource) =>
  referredBy(redrive.parse(queue.properties['RedrivePolicy']).deadLetterTargetArn);

describe('every queue', () => {
  test('has a dead-letter queue or is one, except the mail queue, which must not keep addresses', () => {
    expect(workQueues.map((each) => each.name)).toEqual(['SyncRequests']);
    const alone = queues.filter((each) => !hasDeadLetters(each)).map((each) => each.name);
    expect(alone.sort()).toEqual([...workQueues.map(deadLettersOf), 'MailRequests'].sort());
  });

  test('has an alarm on the first dead letter and on the age of the oldest message', () => {
    for (const queue of workQueues) {
      expect(alarmsOn('ApproximateNumberOfMessagesVisible', deadLettersOf(queue))).toMatchObject([{ Threshold: 1 }]);
      expect(alarmsOn('ApproximateAgeOfOldestMessage', queue.name)).toHaveLength(1);
    }
  });

  test('keeps messages for 14 days, mail requests for half an hour, encrypted and over TLS only', () => {
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

describe('the queue of sync requests', () => {
  const [queue] = workQueues;

  test('keeps the order of each customer and works on several customers in parallel', () => {
    expect(queue?.properties).toMatchObject({
      FifoQueue: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
    });
  });

  test('does not deliver a request again while the function may still work on it', () => {
    const [sync] = ofType(all, 'AWS::Lambda::Function').filter((each) => each.name === 'syncfunction');
    const timeout = z.int().parse(sync?.properties['Timeout']);
    expect(z.int().parse(queue?.properties['VisibilityTimeout'])).toBeGreaterThanOrEqual(6 * timeout);
  });

  test('delivers a request five times before it is a dead letter, and the alarm on age waits for longer than that', () => {
    const { maxReceiveCount } = redrive.parse(queue?.properties['RedrivePolicy']);
    expect(maxReceiveCount).toBe(5);
    const untilDeadLetter = maxReceiveCount * z.int().parse(queue?.properties['VisibilityTimeout']);
    expect(alarmsOn('ApproximateAgeOfOldestMessage', 'SyncRequests')[0]?.Threshold).toBeGreaterThan(untilDeadLetter);
  });

  test.each([
    ['test', 2],
    ['live', 5],
  ] as const)(
    'in stage %s starts at most as many instances as leave Stripe capacity for the checkout: %i',
    (stage, most) => {
      stageOf(stage).template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: most },
      });
    },
  );
});

describe('the schedules', () => {
  const target = z.object({ Arn: z.unknown(), RoleArn: z.unknown(), Input: z.string() });
  const timed = ofType(all, 'AWS::Scheduler::Schedule').filter(({ name }) => name !== 'RepeatSilence');
  const schedules = timed.map(({ properties }) => ({
    when: z.string().parse(properties['ScheduleExpression']),
    ...target.parse(properties['Target']),
  }));

  test('call the nightly, weekly and hourly jobs several times, so that a call finishes what the one before left', () => {
    expect(schedules.map(({ Input }) => JSON.parse(Input).job).sort()).toEqual([
      'nightly',
      'progress',
      'reminders',
      'weekly',
    ]);
    for (const { when, Arn, Input } of schedules) {
      expect(referredBy(Arn)).toBe(Input.includes('reminders') ? 'mailfunction' : 'reconcilefunction');
      // Minutes with a comma: more than one call.
      expect(when).toMatch(/^cron\(\d+,\d+/);
    }
    expect(schedules.map(({ when }) => when).sort()).toEqual([
      'cron(0,20,40 6 * * ? *)',
      'cron(17,37,57 1 * * ? *)',
      'cron(17,37,57 3,4,5 ? * SUN *)',
      'cron(3,13,23,33,43,53 * * * ? *)',
    ]);
  });

  test('publish campaigns by the clock of the newsroom, and do everything else by UTC', () => {
    const zones = timed.map(({ name, properties }) => [name, properties['ScheduleExpressionTimezone']]);
    expect(zones.filter(([, zone]) => zone !== undefined)).toEqual([['Reconcileprogress', 'Europe/Riga']]);
  });

  test('may only invoke those functions, and only from this account', () => {
    const [role] = ofType(all, 'AWS::IAM::Role').filter((each) => each.name === 'ScheduleRole');
    for (const { RoleArn } of schedules) expect(referredBy(RoleArn)).toBe(role?.name);
    const text = JSON.stringify(role?.properties);
    expect(text.match(/"lambda:\w+"/g)).toEqual(['"lambda:InvokeFunction"']);
    expect(text).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
  });
});
