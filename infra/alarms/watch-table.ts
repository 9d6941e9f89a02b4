// The table refuses work: the fuse against loops and attacks has blown, or an honest rush needs a larger one.
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { addAlarm, perFiveMinutes, type Watch } from './alarm.ts';

export function watchTable(watch: Watch, table: TableV2): void {
  for (const [kind, metricName] of Object.entries({ reads: 'ReadThrottleEvents', writes: 'WriteThrottleEvents' })) {
    addAlarm(watch, `table-${kind}-throttled`, {
      metric: new Metric({
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: table.tableName },
        ...perFiveMinutes,
      }),
      atLeast: 1,
      seen: { in: 2, of: 3 },
      hurt: `Readers at the checkout and supporters whose memberships renew: the table refuses ${kind}.`,
      firstStep:
        'See which function asks so much (invocations per function). An attack: lower its throttle. An honest rush: raise the fuse in infra/storage.ts.',
    });
  }
}
