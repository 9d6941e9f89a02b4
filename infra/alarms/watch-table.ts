// Alarms on throttled reads and writes of the table: a loop or an attack reached its limit, or real traffic needs a higher
// one.
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
      hurt: `Readers at the checkout and supporters whose memberships renew: DynamoDB throttles ${kind} of the table.`,
      firstStep:
        'Find the function with the most invocations. In an attack, lower the throttle of its routes in infra/api.ts. In a real rush, raise the limits in infra/storage.ts.',
    });
  }
}
