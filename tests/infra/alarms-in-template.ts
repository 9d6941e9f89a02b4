// The alarms of the live stage as its template has them, for the tests about alarms and about queues.
import { expect } from 'vitest';
import * as z from 'zod/mini';
import { ofType, referredBy, stageOf } from './stand-in-stack.ts';

/** The text itself, or the name of the resource it refers to. */
export const nameIn = (value: unknown): string => (typeof value === 'string' ? value : referredBy(value));

const metricShape = {
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
/** An alarm on an expression over several statistics of one metric. */
export const expressionAlarm = z.object({
  Metrics: z.array(
    z.object({
      Expression: z.optional(z.string()),
      MetricStat: z.optional(z.object({ Metric: z.object(metricShape), Period: z.number(), Stat: z.string() })),
    }),
  ),
});
export const alarms = ofType(stageOf('live').all, 'AWS::CloudWatch::Alarm').map(({ name, properties }) => {
  const many = expressionAlarm.safeParse(properties);
  const [first, ...others] = many.success ? many.data.Metrics.flatMap((each) => each.MetricStat ?? []) : [];
  if (first === undefined) {
    return {
      name,
      ...alarmProperties.parse(properties),
      ...z.object({ ...metricShape, Period: z.number() }).parse(properties),
    };
  }
  for (const other of others) expect(other.Metric).toEqual(first.Metric);
  return { name, ...alarmProperties.parse(properties), ...first.Metric, Period: first.Period };
});
export const alarmsOn = (metric: string, subject: string) =>
  alarms.filter(({ MetricName, Dimensions }) => MetricName === metric && nameIn(Dimensions?.[0]?.Value) === subject);
