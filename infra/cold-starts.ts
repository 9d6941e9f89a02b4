// The number and length of each function's cold starts, from the REPORT line that Lambda writes at the end of a call
// (docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html). The functions need no code for it.
import { type Metric, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { functions as allFunctions } from '../shared/api/routes.ts';
import type { Functions } from './lambda.ts';
import { metricsOf } from './stage.ts';

/** "REPORT RequestId: … Duration: 3.5 ms Billed Duration: 160 ms Memory Size: 512 MB Max Memory Used: 90 MB Init Duration: 155.05 ms". */
export const firstCallReport = [
  ...['report=REPORT', 'id1', 'id', 'took1', 'took', 'took2', 'billed1', 'billed2', 'billed', 'billed3'],
  ...['size1', 'size2', 'size', 'size3', 'used1', 'used2', 'used3', 'used', 'used4'],
  ...['init1=Init', 'init2', 'init', 'init3', '...'],
];

/** In milliseconds; the sample count is the number of cold starts. */
export function countColdStarts(scope: Construct, functions: Functions, stage: string): readonly Metric[] {
  return allFunctions.map((functionName) => {
    const filter = new MetricFilter(scope, `${functionName}-cold-starts`, {
      logGroup: functions[functionName].logGroup,
      filterPattern: FilterPattern.literal(`[${firstCallReport.join(', ')}]`),
      metricNamespace: metricsOf(stage),
      metricName: `cold-start-${functionName}`,
      metricValue: '$init',
      unit: Unit.MILLISECONDS,
    });
    return filter.metric({ label: functionName });
  });
}
