// The alarms that page the person on call. Every alarm must say who is hurt and what to do first, and links to the
// section of the runbook that has its name. A declined card is not an emergency and sets off no alarm.
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { LogMessage } from '../../shared/ports/system.ts';
import { metricsOf } from '../stage.ts';

/** What all alarms of one stage need. */
export interface Watch {
  readonly scope: Construct;
  readonly pager: Topic;
  readonly stage: string;
  /** The address of the runbook; the alarm's name is the anchor. */
  readonly runbook: string;
}

/** The topic that alarms publish to. Code subscribes nobody, because an address is personal data. */
export function addPager(scope: Construct): Topic {
  const pager = new Topic(scope, 'Pager', { displayName: 'Mainstay', enforceSSL: true });
  // A topic with its own policy loses the default one, so each service that publishes needs a statement.
  for (const [sid, service] of Object.entries({ CloudWatchMayPublish: 'cloudwatch', BudgetsMayPublish: 'budgets' })) {
    pager.addToResourcePolicy(
      new PolicyStatement({
        sid,
        principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
        actions: ['sns:Publish'],
        resources: [pager.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': pager.stack.account } },
      }),
    );
  }
  return pager;
}

export interface Harm {
  readonly metric: IMetric;
  readonly atLeast: number;
  /** In how many of how many periods the metric must reach it; one of one by default. */
  readonly seen?: { readonly in: number; readonly of: number };
  /** Who is hurt and how, for a reader who was asleep a minute ago. */
  readonly hurt: string;
  readonly firstStep: string;
}
export function addAlarm(watch: Watch, name: string, { metric, atLeast, seen, ...texts }: Harm): void {
  createAlarm(watch, name, texts, {
    metric,
    threshold: atLeast,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: seen?.of ?? 1,
    datapointsToAlarm: seen?.in ?? 1,
    // No data is not a problem here: a small newsroom has hours without any request.
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}

export interface Silence extends Pick<Harm, 'hurt' | 'firstStep'> {
  /** A count per hour. */
  readonly metric: IMetric;
  readonly hours: number;
}
/** Goes off when the metric stays at zero, or has no data, for this many hours. */
export function addSilence(watch: Watch, name: string, { metric, hours, ...texts }: Silence): Alarm {
  return createAlarm(watch, name, texts, {
    metric,
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: hours,
    datapointsToAlarm: hours,
    treatMissingData: TreatMissingData.BREACHING,
  });
}

function createAlarm(
  { scope, pager, runbook }: Watch,
  name: string,
  { hurt, firstStep }: Pick<Harm, 'hurt' | 'firstStep'>,
  trigger: Omit<ConstructorParameters<typeof Alarm>[2], 'alarmDescription'>,
): Alarm {
  const alarm = new Alarm(scope, name, {
    ...trigger,
    alarmDescription: `Hurt: ${hurt} First: ${firstStep} Then: ${runbook}#${name}`,
  });
  alarm.addAlarmAction(new SnsAction(pager));
  return alarm;
}

export const perHour = { period: Duration.hours(1), statistic: 'Sum' } as const;
export const perQuarter = { period: Duration.minutes(15), statistic: 'Sum' } as const;
export const perFiveMinutes = { period: Duration.minutes(5), statistic: 'Sum' } as const;

/** How often a function wrote this log message. */
export const logged = (
  { stage }: Pick<Watch, 'stage'>,
  metricName: LogMessage,
  dimensionsMap: Readonly<Record<string, string>>,
  every: typeof perHour = perHour,
): Metric => new Metric({ namespace: metricsOf(stage), metricName, dimensionsMap: { ...dimensionsMap }, ...every });
