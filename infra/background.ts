// What happens behind the answers: the queue of Stripe's rings, its dead letters, and the worker that answers them. No
// queue is made here without its dead letters and the alarms that say so.
import { Duration, Stack } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { type Timer, timers } from '../shared/api/timers.ts';
import { addAlarm, type Watch } from './alarms/alarm.ts';
import { type Functions, timeoutOf } from './lambda.ts';

/** SQS keeps nothing longer. A worker broken over the holidays loses no ring, nor do the letters that died of it. */
const longestLife = Duration.days(14);
/** AWS's own advice for a queue that Lambda reads: less, and a ring comes back while it is still being answered. */
const visibility = Duration.seconds(6 * timeoutOf('sync').toSeconds());
/** Enough for Stripe or DynamoDB to come back; a poisoned ring holds up its own customer for half an hour. */
const mostReceives = 5;
/** Older than the dead letters' way there: then the worker as a whole does not keep up. */
const worryingAge = Duration.minutes(visibility.toMinutes() * mostReceives + 15);

const common = {
  fifo: true,
  retentionPeriod: longestLife,
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
} as const;

export function addSyncQueue(watch: Watch): Queue {
  const { scope } = watch;
  const deadLetters = new Queue(scope, 'SyncDeadLetters', common);
  const syncQueue = new Queue(scope, 'SyncRequests', {
    ...common,
    // Many customers at once, each in order: throughput and repetition are counted per group, not per queue.
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
    hurt: 'Supporters whose payment, renewal or cancellation we could not take over: some see banners they paid to be rid of.',
    firstStep:
      'Read the error names in the log of the function sync requests, mend the cause, then move the dead letters back with `npm run redrive`.',
  });
  addAlarm(watch, 'sync-requests-wait-too-long', {
    metric: syncQueue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: Stats.MAXIMUM }),
    atLeast: worryingAge.toSeconds(),
    hurt: 'Everybody whose membership changed since then: we still believe the older state.',
    firstStep:
      "Look at errors and throttles of the function sync requests and at Stripe's status page; the rings are safe for 14 days.",
  });
  return syncQueue;
}

/**
 * A worker asks Stripe some ten times a second. Stripe allows 25 a second in test mode and 100 in live mode for the
 * whole account, and readers at the checkout come first.
 */
const mostWorkers = { test: 2, live: 5 } as const;

export function wakeWorker(scope: Construct, worker: IFunction, syncQueue: Queue, mode: 'test' | 'live'): void {
  new EventSourceMapping(scope, 'SyncRequestsToFunction', {
    target: worker,
    eventSourceArn: syncQueue.queueArn,
    // The most a FIFO queue hands over at once.
    batchSize: 10,
    // One bad ring comes back alone instead of the whole batch.
    reportBatchItemFailures: true,
    maxConcurrency: mostWorkers[mode],
  });
}

/**
 * What lies here is a sealed address, so it is kept half an hour and never among dead letters: the one queue without. The
 * alarm on its age takes their place.
 */
const requestLife = Duration.minutes(30);

export function addMailQueue(watch: Watch): Queue {
  const mail = new Queue(watch.scope, 'MailRequests', {
    retentionPeriod: requestLife,
    visibilityTimeout: Duration.seconds(2 * timeoutOf('mail').toSeconds()),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
  addAlarm(watch, 'mail-requests-wait-too-long', {
    metric: mail.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: Stats.MAXIMUM }),
    atLeast: Duration.minutes(10).toSeconds(),
    hurt: 'Supporters who asked for a link and wait for it; after half an hour their request is forgotten.',
    firstStep: "Read the error names in the log of the function letters, and SES's sending statistics of this account.",
  });
  return mail;
}

export function wakeMail(scope: Construct, functionName: IFunction, mail: Queue): void {
  new EventSourceMapping(scope, 'MailRequestsToFunction', {
    target: functionName,
    eventSourceArn: mail.queueArn,
    batchSize: 10,
    reportBatchItemFailures: true,
    // Within any sending rate SES gives.
    maxConcurrency: 2,
  });
}

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;

/** EventBridge's form: of the day of the month and the day of the week one is always left open. */
function cronOf({ minutes, hours, weekday }: Timer): string {
  const days = weekday === null ? '* * ?' : `? * ${weekdays[weekday]}`;
  return `cron(${minutes.join()} ${hours?.join() ?? '*'} ${days} *)`;
}

const calls: Readonly<Record<string, string>> = {
  nightly: 'the nightly look at what Stripe lists',
  weekly: 'the weekly look at what Stripe lists',
  reminders: 'the letters of reminders that are due',
};

/** The functions that the clock calls, each by the times of `shared/api/timers.ts`. */
export function scheduleFunctions(scope: Construct, functions: Functions): void {
  const called = [...new Set(timers.map((each) => each.functionName))].map((functionName) => functions[functionName]);
  const role = new Role(scope, 'ScheduleRole', {
    description: 'Calls the functions of Mainstay that the clock calls, and nothing else',
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    inlinePolicies: {
      call: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['lambda:InvokeFunction'],
            resources: called.map((functionName) => functionName.functionArn),
          }),
        ],
      }),
    },
  });
  for (const timer of timers) {
    const { job } = timer.input;
    const name = timer.functionName === 'reconcile' ? `Reconcile-${job}` : `Mail-${job}`;
    new CfnSchedule(scope, name, {
      description: `Mainstay: ${calls[job] ?? job}`,
      scheduleExpression: cronOf(timer),
      flexibleTimeWindow: { mode: 'OFF' },
      // A call that cannot be delivered is left to the next.
      target: {
        arn: functions[timer.functionName].functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify(timer.input),
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 900 },
      },
    });
  }
}
