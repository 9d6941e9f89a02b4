// What was published of campaigns, one row for each month, and the payments it is made of. The counters of campaigns are moved
// in the transaction of the part that moves them, and not read here.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { CampaignStore, CountedPayment } from '../../ports/campaign-store.ts';
import { parseBookkeeping } from './part-row.ts';
import { amountField, instantField, parseRow } from './row-fields.ts';
import { type Filter, scan } from './scan.ts';
import { progressKey } from './table.ts';
import type { TableRef } from './table-ref.ts';

const progressRow = z.object({
  key: z.string(),
  publishedAt: instantField,
  passed: amountField,
  finallyPassed: z.nullable(amountField),
});

export function dynamodbCampaignStore(documentClient: DynamoDBDocumentClient, tableName: string): CampaignStore {
  return {
    async readProgress(campaign, month) {
      const { Item } = await documentClient.send(
        new GetCommand({ TableName: tableName, Key: progressKey(campaign, month), ConsistentRead: true }),
      );
      return Item === undefined ? null : { campaign, month, ...parseRow(progressRow, Item, 'progress') };
    },
    countedPayments: () => countedPayments({ documentClient, tableName }),
    async publish({ campaign, month, ...published }) {
      const put = new PutCommand({
        TableName: tableName,
        Item: { ...progressKey(campaign, month), ...published },
        ConditionExpression: 'attribute_not_exists(#publishedAt) OR #publishedAt < :at',
        ExpressionAttributeNames: { '#publishedAt': 'publishedAt' },
        ExpressionAttributeValues: { ':at': published.publishedAt },
      });
      try {
        await documentClient.send(put);
      } catch (error) {
        // Another call of the job published this morning.
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}

/** Payments and anonymous payments that count somewhere: only those name their shard. */
const countedRows: Filter = {
  FilterExpression: 'attribute_exists(#shard)',
  ProjectionExpression: '#version, #counted, #confirmedAt',
  ExpressionAttributeNames: {
    '#shard': 'shard',
    '#version': 'version',
    '#counted': 'counted',
    '#confirmedAt': 'confirmedAt',
  },
};
const confirmed = z.object({ confirmedAt: instantField });

async function* countedPayments(table: TableRef): AsyncIterable<CountedPayment> {
  for await (const row of scan(table, countedRows)) {
    const { counted } = parseBookkeeping(row);
    if (counted !== null) yield { counted, ...parseRow(confirmed, row, 'part') };
  }
}
