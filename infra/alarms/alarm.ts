// What wakes somebody, and only for harm: every alarm must say who is hurt and what the first step is, and leads to its
// section of the runbook, which bears its name. A declined card is nobody's emergency and rings nothing.
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { LogMessage } from '../../shared/ports/system.ts';
import { metricsOf } from '../stage.ts';

/** What all alarms of a stage share. */
export interface Watch {
  readonly scope: Construct;
  readonly pager: Topic;
  readonly stage: string;
  /** Where the runbook can be read; the alarm's name is the anchor. */
  readonly runbook: string;
}

/** Where alarms go. Nobody is subscribed by code: an address is a person's. */
export function addPager(scope: Construct): Topic {
  const pager = new Topic(scope, 'Pager', { displayName: 'Mainstay', enforceSSL: true });
  // A topic with a policy of its own no longer lets in by default who rings it.
  for (const [sid, service] of Object.entries({ CloudWatchMayRing: 'cloudwatch', BudgetsMayRing: 'budgets' })) {
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
  /** Of how many periods, in how many it must be seen; one of one where not said. */
  readonly seen?: { readonly in: number; readonly of: number };
  /** Who, and how, in words for somebody who was asleep. */
  readonly hurt: string;
  readonly firstStep: string;
}
export function addAlarm(watch: Watch, name: string, { metric, atLeast, seen, ...texts }: Harm): void {
  ring(watch, name, texts, {
    metric,
    threshold: atLeast,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: seen?.of ?? 1,
    datapointsToAlarm: seen?.in ?? 1,
    // Silence is no harm here: a small newsroom has hours without any request.
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}

export interface Silence extends Pick<Harm, 'hurt' | 'firstStep'> {
  /** A count per hour. */
  readonly metric: IMetric;
  readonly hours: number;
}
/** The other way round: nothing at all for so many hours, and no news is bad news. */
export function addSilence(watch: Watch, name: string, { metric, hours, ...texts }: Silence): void {
  ring(watch, name, texts, {
    metric,
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: hours,
    datapointsToAlarm: hours,
    treatMissingData: TreatMissingData.BREACHING,
  });
}

function ring(
  { scope, pager, runbook }: Watch,
  name: string,
  { hurt, firstStep }: Pick<Harm, 'hurt' | 'firstStep'>,
  trigger: Omit<ConstructorParameters<typeof Alarm>[2], 'alarmDescription'>,
): void {
  const alarm = new Alarm(scope, name, {
    ...trigger,
    alarmDescription: `Hurt: ${hurt} First: ${firstStep} Then: ${runbook}#${name}`,
  });
  alarm.addAlarmAction(new SnsAction(pager));
}

export const perHour = { period: Duration.hours(1), statistic: 'Sum' } as const;
export const perQuarter = { period: Duration.minutes(15), statistic: 'Sum' } as const;
export const perFiveMinutes = { period: Duration.minutes(5), statistic: 'Sum' } as const;

/** A message of a function's log, as often as it was written. */
export const logged = (
  { stage }: Pick<Watch, 'stage'>,
  metricName: LogMessage,
  dimensionsMap: Readonly<Record<string, string>>,
  every: typeof perHour = perHour,
): Metric => new Metric({ namespace: metricsOf(stage), metricName, dimensionsMap: { ...dimensionsMap }, ...every });
