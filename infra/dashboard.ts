// The CloudWatch dashboard of a stage: contributions above, health below. It shows counts, sums of blurred amounts and times,
// and nothing about one person.
import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  Metric,
  PeriodOverride,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { functions as allFunctions } from '../shared/api/routes.ts';
import type { LogMessage } from '../shared/ports/system.ts';
import { countColdStarts } from './cold-starts.ts';
import type { Functions } from './lambda.ts';
import { metricsOf } from './stage.ts';

export interface Shown {
  readonly stage: string;
  readonly api: HttpApi;
  readonly functions: Functions;
  readonly table: TableV2;
  readonly syncQueue: Queue;
}

export function addDashboard(scope: Construct, shown: Shown): Dashboard {
  const dashboard = new Dashboard(scope, 'Dashboard', {
    dashboardName: `Mainstay-${shown.stage}`,
    defaultInterval: Duration.days(14),
    // A graph keeps its period of a day for every time range.
    periodOverride: PeriodOverride.INHERIT,
  });
  dashboard.addWidgets(...contributions(shown));
  dashboard.addWidgets(...amounts(shown), ...reminders(shown));
  dashboard.addWidgets(...readersHealth(shown));
  dashboard.addWidgets(...insideHealth(scope, shown));
  return dashboard;
}

const aDay = Duration.days(1);
const anHour = Duration.hours(1);
const graph = (title: string, left: readonly IMetric[], more: { readonly isStacked?: boolean } = {}): IWidget =>
  new GraphWidget({ title, left: [...left], width: 8, height: 6, stacked: more.isStacked ?? false });

const perDay = (stage: string, message: LogMessage, label: string, dimensionsMap = { stage }): Metric =>
  new Metric({
    namespace: metricsOf(stage),
    metricName: message,
    dimensionsMap,
    label,
    statistic: 'Sum',
    period: aDay,
  });

function contributions({ stage }: Shown): IWidget[] {
  return [
    graph('Gifts and renewals confirmed, a day', [perDay(stage, 'payment-confirmed', 'confirmed')]),
    graph('Memberships, a day', [
      perDay(stage, 'membership-started', 'started'),
      perDay(stage, 'membership-ended', 'ended'),
      perDay(stage, 'membership-recovered', 'recovered after a failed renewal'),
    ]),
    graph('Checkouts, a day', [
      perFunctionAndDay(stage, 'checkout-opened', 'opened', 'checkout'),
      perFunctionAndDay(stage, 'checkout-claimed', 'claimed', 'checkout'),
      perFunctionAndDay(stage, 'checkout-refused', 'refused by a limit or a switch', 'checkout'),
      perFunctionAndDay(stage, 'payment-tried', 'attempts to pay', 'stripe-webhook'),
    ]),
  ];
}
const perFunctionAndDay = (stage: string, message: LogMessage, label: string, functionName: string): Metric =>
  new Metric({
    namespace: metricsOf(stage),
    metricName: message,
    dimensionsMap: { functionName },
    label,
    statistic: 'Sum',
    period: aDay,
  });

/** SEARCH finds whatever currencies there are. */
function amounts({ stage }: Shown): IWidget[] {
  const found = (statistic: 'Sum' | 'SampleCount'): MathExpression =>
    new MathExpression({
      expression: `SEARCH('{${metricsOf(stage)},frequency,currency} MetricName="amountMinor"', '${statistic}', ${aDay.toSeconds()})`,
      usingMetrics: {},
      // The frequency and the currency name each line.
      label: '',
      period: aDay,
    });
  return [
    graph(
      'Amount by frequency and currency, a day, in minor units (blurred: exact sums are in the monthly report)',
      [found('Sum')],
      {
        isStacked: true,
      },
    ),
    graph('Payments by frequency and currency, a day', [found('SampleCount')], { isStacked: true }),
  ];
}

function reminders({ stage }: Shown): IWidget[] {
  return [
    graph('Reminders, a day', [
      perFunctionAndDay(stage, 'reminder-requested', 'requested', 'reminders'),
      perFunctionAndDay(stage, 'reminder-sent', 'sent', 'mail'),
      perFunctionAndDay(stage, 'reminder-cancelled', 'cancelled', 'reminders'),
      perDay(stage, 'given-after-reminder', 'gave after one'),
    ]),
  ];
}

function readersHealth({ stage, api, functions }: Shown): IWidget[] {
  const delay = (statistic: string): Metric =>
    new Metric({
      namespace: metricsOf(stage),
      metricName: 'delaySeconds',
      dimensionsMap: { functionName: 'stripe-webhook' },
      statistic,
      label: statistic,
      period: anHour,
    });
  return [
    graph('Delay from Stripe to the webhook, seconds', [delay('p50'), delay('p99')]),
    graph('Answers of the API, an hour', [
      api.metricCount({ period: anHour, label: 'all' }),
      api.metricClientError({ period: anHour, label: '4xx' }),
      api.metricServerError({ period: anHour, label: '5xx' }),
    ]),
    graph(
      'Duration of a call, p95 milliseconds',
      allFunctions.map((functionName) =>
        functions[functionName].metricDuration({ statistic: 'p95', period: anHour, label: functionName }),
      ),
    ),
  ];
}

function insideHealth(scope: Construct, { stage, functions, table, syncQueue }: Shown): IWidget[] {
  const starts = countColdStarts(scope, functions, stage);
  const deadLetters = syncQueue.deadLetterQueue?.queue;
  return [
    graph(
      'Cold starts, an hour',
      starts.map((each) => each.with({ statistic: 'SampleCount', period: anHour })),
    ),
    graph(
      'Duration of a cold start, p95 milliseconds',
      starts.map((each) => each.with({ statistic: 'p95', period: anHour })),
    ),
    graph(
      'Errors of functions, an hour',
      allFunctions.map((functionName) => functions[functionName].metricErrors({ period: anHour, label: functionName })),
    ),
    graph('Sync requests waiting, and dead letters', [
      syncQueue.metricApproximateNumberOfMessagesVisible({ label: 'waiting' }),
      ...(deadLetters === undefined
        ? []
        : [deadLetters.metricApproximateNumberOfMessagesVisible({ label: 'dead letters' })]),
    ]),
    graph('Age of the oldest sync request, seconds', [
      syncQueue.metricApproximateAgeOfOldestMessage({ label: 'oldest' }),
    ]),
    graph('Capacity units of the table, an hour', [
      table.metricConsumedReadCapacityUnits({ period: anHour, label: 'read' }),
      table.metricConsumedWriteCapacityUnits({ period: anHour, label: 'written' }),
    ]),
  ];
}
