// What wakes somebody, and only for harm: every alarm must say who is hurt and what the first step is. A declined card
// is nobody's emergency and rings nothing.
import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { doors as allDoors, type Door, routes } from '../shared/api/routes.ts';
import { routeKeyOf } from './api.ts';
import type { Doors } from './lambda.ts';

/** Where alarms go. Nobody is subscribed by code: an address is a person's. */
export function addPager(scope: Construct): Topic {
  const pager = new Topic(scope, 'Pager', { displayName: 'Mainstay', enforceSSL: true });
  // A topic with a policy of its own no longer lets CloudWatch in by default.
  pager.addToResourcePolicy(
    new PolicyStatement({
      sid: 'CloudWatchMayRing',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [pager.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': pager.stack.account } },
    }),
  );
  return pager;
}

export interface Harm {
  readonly metric: IMetric;
  readonly atLeast: number;
  /** Of how many periods, in how many it must be seen; one of one where not said. */
  readonly seen?: { readonly in: number; readonly of: number };
  /** Who, and how, in words for somebody who was asleep. */
  readonly hurt: string;
  readonly firstStep: string;
}
export function addAlarm(pager: Topic, name: string, { metric, atLeast, seen, hurt, firstStep }: Harm): void {
  const alarm = new Alarm(pager.stack, name, {
    metric,
    threshold: atLeast,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: seen?.of ?? 1,
    datapointsToAlarm: seen?.in ?? 1,
    // Silence is no harm here: a small newsroom has hours without any request.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `Hurt: ${hurt} First: ${firstStep}`,
  });
  alarm.addAlarmAction(new SnsAction(pager));
}

const quarter = { period: Duration.minutes(15), statistic: 'Sum' } as const;
const fiveMinutes = { period: Duration.minutes(5), statistic: 'Sum' } as const;

export interface Watched {
  readonly stage: string;
  readonly api: HttpApi;
  readonly doors: Doors;
  readonly accessLog: LogGroup;
}
export function watchDoors(pager: Topic, watched: Watched): void {
  const { api, doors } = watched;
  addAlarm(pager, 'worker-fails', {
    metric: doors.doorbells.metricErrors(quarter),
    atLeast: 3,
    hurt: 'Supporters whose payments and cancellations wait: the worker dies or runs out of time as a whole.',
    firstStep:
      'Read the last error name and the durations in the log of the door doorbells; roll back if a deploy was the last change.',
  });
  watchReconcile(pager, watched);
  addAlarm(pager, 'readers-meet-errors', {
    metric: api.metricServerError(fiveMinutes),
    atLeast: 3,
    seen: { in: 2, of: 3 },
    hurt: 'Readers who try to give, or to be recognised, and meet an error.',
    firstStep: 'Find routeKey and status in the access log, then the error name in the log of its door.',
  });
  for (const door of allDoors) {
    addAlarm(pager, `${door}-throttled`, {
      metric: doors[door].metricThrottles(fiveMinutes),
      atLeast: 1,
      seen: { in: 2, of: 3 },
      hurt: turnedAway[door],
      firstStep:
        "Compare Lambda's concurrent executions with the account's limit and ask AWS for more; look for a flood in the access log.",
    });
  }
  watchStripe(pager, watched);
}

function watchReconcile(pager: Topic, { stage, doors }: Watched): void {
  addAlarm(pager, 'reconcile-fails', {
    metric: doors.reconcile.metricErrors({ period: Duration.hours(6), statistic: 'Sum' }),
    // Lambda itself repeats a failed call twice: this is one call that failed to its end.
    atLeast: 3,
    hurt: 'Supporters whose rings were lost: nobody goes looking for them until this runs again.',
    firstStep:
      'Read the last error in the log of the door reconcile, then run `npm run reconcile` for the stage by hand.',
  });
  addAlarm(pager, 'reconcile-found-difference', {
    // Written by the worker as a line of its journal. A ring may overtake Stripe's own by minutes, so one is no sign yet.
    metric: new Metric({
      namespace: `Mainstay/${stage}`,
      metricName: 'reconcile-found-difference',
      dimensionsMap: { door: 'doorbells' },
      period: Duration.hours(1),
      statistic: 'Sum',
    }),
    atLeast: 3,
    hurt: 'Supporters whose payment or cancellation never reached us by itself; what was found is mended now, what is lost next is not.',
    firstStep:
      "Compare the objectIds in the log of the door doorbells with the endpoint's deliveries in Stripe's dashboard.",
  });
}

/** Who is turned away when the account runs no more functions at once. An alarm each: a sum of them would be silent while one has no data. */
const turnedAway: Readonly<Record<Door, string>> = {
  offer: 'Readers who open the contribution box and are shown no amounts.',
  checkout: 'Readers who decided to give and meet an error.',
  recognition: 'Supporters whose browsers cannot renew their peace; some will see banners.',
  'stripe-events': 'Supporters whose payments reach us late: Stripe tries again for three days.',
  doorbells: 'Supporters whose payments and cancellations wait in the queue.',
  reconcile: 'Supporters whose lost rings are not found again at night.',
  letters: 'Supporters who wait for a link and get none: half an hour later it is forgotten.',
};

/** From our own access log, at two metrics a stage, instead of the gateway's detailed metrics at six a route. */
function watchStripe(pager: Topic, { stage, accessLog }: Watched): void {
  const answered = (name: string, status: string, period: Duration): Metric =>
    accessLog
      .addMetricFilter(name, {
        filterPattern: FilterPattern.all(
          FilterPattern.stringValue('$.routeKey', '=', routeKeyOf(routes.receiveStripeEvent)),
          FilterPattern.stringValue('$.status', '=', status),
        ),
        metricNamespace: `Mainstay/${stage}`,
        metricName: name,
        defaultValue: 0,
      })
      .metric({ statistic: 'Sum', period });
  addAlarm(pager, 'stripe-is-refused', {
    // Strangers post junk there too. Stripe, refused for a wrong secret, comes back again and again.
    metric: answered('StripeEventsRefused', '4*', Duration.hours(1)),
    atLeast: 5,
    hurt: 'Perhaps every supporter: if the webhook secret is wrong, no renewal and no cancellation reaches us.',
    firstStep:
      "Open the endpoint's deliveries in Stripe's dashboard. Refused there too: put the right secret in place; all well there: it was a stranger.",
  });
  addAlarm(pager, 'stripe-meets-errors', {
    metric: answered('StripeEventsFailed', '5*', quarter.period),
    atLeast: 2,
    hurt: 'Supporters whose payments reach us late: Stripe tries again for three days, then stops.',
    firstStep:
      'Read the error name in the log of the door stripe-events: its secret may be empty, or the queue refuses.',
  });
}

export function watchTable(pager: Topic, table: TableV2): void {
  for (const [kind, metricName] of Object.entries({ reads: 'ReadThrottleEvents', writes: 'WriteThrottleEvents' })) {
    addAlarm(pager, `table-${kind}-throttled`, {
      metric: new Metric({
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: table.tableName },
        ...fiveMinutes,
      }),
      atLeast: 1,
      seen: { in: 2, of: 3 },
      hurt: `Readers at the checkout and supporters whose memberships renew: the table refuses ${kind}.`,
      firstStep:
        'See which door asks so much (invocations per door). An attack: lower its throttle. An honest rush: raise the fuse in infra/storage.ts.',
    });
  }
}
