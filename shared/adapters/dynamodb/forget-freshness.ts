// Takes out of devices until when a mailed link counted as fresh, once that is over: from then on it would only say when the
// browser was last here. It looks through the whole table, so only the nightly run may.
import { type DynamoDBDocumentClient, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { withoutStaleness } from '../../core/device.ts';
import type { Instant } from '../../core/time.ts';
import { parseHoldings } from './device-row.ts';
import { devicePrefix } from './table.ts';
import type { TableRef } from './table-ref.ts';
import { unlessRefused } from './unless-refused.ts';

export async function forgetFreshness({ documentClient, tableName }: TableRef, now: Instant): Promise<void> {
  let after: Record<string, unknown> | undefined;
  do {
    const page = await documentClient.send(
      new ScanCommand({
        ...devicesOnly,
        TableName: tableName,
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    for (const row of page.Items ?? []) await forget(documentClient, tableName, row, now);
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
}

const devicesOnly = {
  Select: 'SPECIFIC_ATTRIBUTES' as const,
  ProjectionExpression: '#pk, #sk, #holdings',
  FilterExpression: 'begins_with(#pk, :devices)',
  ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk', '#holdings': 'holdings' },
  ExpressionAttributeValues: { ':devices': devicePrefix },
};

async function forget(
  documentClient: DynamoDBDocumentClient,
  TableName: string,
  row: unknown,
  now: Instant,
): Promise<void> {
  const { pk, sk, holdings } = parseHoldings(row);
  if (holdings.every(({ freshUntil }) => freshUntil === 0 || freshUntil > now)) return;
  // Where a link or a claim changed it meanwhile, the next night looks again.
  await unlessRefused(
    documentClient.send(
      new UpdateCommand({
        TableName,
        Key: { pk, sk },
        UpdateExpression: 'SET #holdings = :forgotten',
        ConditionExpression: '#holdings = :held',
        ExpressionAttributeNames: { '#holdings': 'holdings' },
        ExpressionAttributeValues: { ':held': holdings, ':forgotten': withoutStaleness(holdings, now) },
      }),
    ),
  );
}
