// The work behind the API: the queue of sync requests with its dead letters, the queue of mail requests, and the schedules.
// Each queue is created together with the alarms on it.
import { Duration, Stack } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { settings } from '#settings';
import { mostSyncFunctions } from '../shared/api/stripe-share.ts';
import { type Timer, timers } from '../shared/api/timers.ts';
import { addAlarm, type Watch } from './alarms/alarm.ts';
import { type Functions, timeoutOf } from './lambda.ts';

/** The longest that SQS allows. A function that is broken over the holidays loses no sync request and no dead letter. */
const longestLife = Duration.days(14);
/** AWS recommends six timeouts. With less, SQS delivers a request again while it is still being worked on. */
const visibility = Duration.seconds(6 * timeoutOf('sync').toSeconds());
/** Time for Stripe or DynamoDB to recover. A request that always fails delays its own customer by half an hour. */
const mostReceives = 5;
/** Longer than five receives take, so an older request means that the function as a whole does not keep up. */
const worryingAge = Duration.minutes(visibility.toMinutes() * mostReceives + 15);

const syncQueueProps = {
  fifo: true,
  retentionPeriod: longestLife,
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
} as const;

export function addSyncQueue(watch: Watch): Queue {
  const { scope } = watch;
  const deadLetters = new Queue(scope, 'SyncDeadLetters', syncQueueProps);
  const syncQueue = new Queue(scope, 'SyncRequests', {
    ...syncQueueProps,
    // One group per customer: groups run in parallel, and each one keeps its order.
    fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
    deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
    visibilityTimeout: visibility,
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: mostReceives },
  });
  addAlarm(watch, 'sync-requests-dead-lettered', {
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(5),
      statistic: Stats.MAXIMUM,
    }),
    atLeast: 1,
    hurt: 'Supporters whose payment, renewal or cancellation we could not save. Some of them paid and still see banners.',
    firstStep:
      'Read errorName of the message sync-failed in the log of the function sync and correct the cause. Then move the dead letters back with `npm run redrive`.',
  });
  addAlarm(watch, 'sync-requests-wait-too-long', {
    metric: syncQueue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: Stats.MAXIMUM }),
    atLeast: worryingAge.toSeconds(),
    hurt: 'Everybody whose payment or membership changed since then: we still hold the older state.',
    firstStep:
      "Look at the errors and throttles of the function sync and at Stripe's status page. The queue keeps every request for 14 days.",
  });
  return syncQueue;
}

export function connectSyncQueue(scope: Construct, sync: IFunction, syncQueue: Queue, mode: 'test' | 'live'): void {
  new EventSourceMapping(scope, 'SyncRequestsToFunction', {
    target: sync,
    eventSourceArn: syncQueue.queueArn,
    // The largest batch of a FIFO queue.
    batchSize: 10,
    // Only the failed requests come back, not the whole batch.
    reportBatchItemFailures: true,
    // Each instance takes its share of Stripe's rate limit.
    maxConcurrency: mostSyncFunctions[mode],
  });
}

/**
 * The queue holds sealed addresses, so it keeps them for half an hour and has no dead letters, as the only queue. An alarm
 * on the age of the oldest message takes their place.
 */
const requestLife = Duration.minutes(30);

export function addMailQueue(watch: Watch): Queue {
  const mailQueue = new Queue(watch.scope, 'MailRequests', {
    retentionPeriod: requestLife,
    visibilityTimeout: Duration.seconds(2 * timeoutOf('mail').toSeconds()),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
  addAlarm(watch, 'mail-requests-wait-too-long', {
    metric: mailQueue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: Stats.MAXIMUM }),
    atLeast: Duration.minutes(10).toSeconds(),
    hurt: 'Supporters who asked for a link and wait for it. After half an hour their request is deleted.',
    firstStep:
      'Read errorName of the message mail-failed in the log of the function mail. Look at the sending statistics of SES, or run `npm run doctor` where messages leave by SMTP.',
  });
  return mailQueue;
}

export function connectMailQueue(scope: Construct, mail: IFunction, mailQueue: Queue): void {
  new EventSourceMapping(scope, 'MailRequestsToFunction', {
    target: mail,
    eventSourceArn: mailQueue.queueArn,
    batchSize: 10,
    reportBatchItemFailures: true,
    // Below every sending rate that SES grants, and below the connections that providers of SMTP allow.
    maxConcurrency: 2,
  });
}

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;

/** EventBridge's cron format: one of day of month and day of week must be `?`. */
function cronOf({ minutes, hours, weekday }: Timer): string {
  const days = weekday === null ? '* * ?' : `? * ${weekdays[weekday]}`;
  return `cron(${minutes.join()} ${hours?.join() ?? '*'} ${days} *)`;
}

const jobDescriptions: Readonly<Record<string, string>> = {
  nightly: 'nightly reconciliation with Stripe',
  weekly: 'weekly reconciliation with Stripe',
  progress: 'publishes how far the campaigns are',
  reminders: 'sends the reminders that are due',
};

/** One schedule for each timer of `shared/api/timers.ts`. */
export function scheduleFunctions(scope: Construct, functions: Functions): void {
  const scheduled = [...new Set(timers.map((each) => each.functionName))].map((name) => functions[name]);
  const role = new Role(scope, 'ScheduleRole', {
    description: 'Invokes the scheduled functions of Mainstay and nothing else',
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    inlinePolicies: {
      call: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['lambda:InvokeFunction'],
            resources: scheduled.map((each) => each.functionArn),
          }),
        ],
      }),
    },
  });
  for (const timer of timers) {
    const { job } = timer.input;
    const name = timer.functionName === 'reconcile' ? `Reconcile-${job}` : `Mail-${job}`;
    new CfnSchedule(scope, name, {
      description: `Mainstay: ${jobDescriptions[job] ?? job}`,
      scheduleExpression: cronOf(timer),
      ...(timer.isNewsroomTime ? { scheduleExpressionTimezone: settings.newsroom.timeZone } : {}),
      flexibleTimeWindow: { mode: 'OFF' },
      // After these retries the next scheduled call does the work.
      target: {
        arn: functions[timer.functionName].functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify(timer.input),
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 900 },
      },
    });
  }
}
