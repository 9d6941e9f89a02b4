// Campaign totals as the sum of their shards, and the row of what was last shown. Totals are only read here: they move
// in the transaction of the part that moves them.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { CampaignProgress } from '../../core/campaign-progress.ts';
import type { CampaignId } from '../../core/ids.ts';
import type { Month } from '../../core/time.ts';
import type { CampaignStore } from '../../ports/campaign-store.ts';
import { amountField, instantField, parseRow } from './row-fields.ts';
import { campaignKey, campaignShards, progressKey } from './table.ts';

const shardRow = z.object({ raisedMinor: amountField, contributions: z.int(), counts: z.int() });
const figures = z.object({ raisedMinor: amountField, contributions: z.int(), counts: z.int(), asOf: instantField });
const progressRow = z.object({ shown: figures, coming: z.nullable(figures) });

export function dynamodbCampaignStore(documentClient: DynamoDBDocumentClient, tableName: string): CampaignStore {
  return {
    async readTotal(campaign, month) {
      const rows = (await readShards(documentClient, tableName, campaign, month)).map((row) =>
        parseRow(shardRow, row, 'total'),
      );
      const sum = (field: keyof z.infer<typeof shardRow>) => rows.reduce((total, row) => total + row[field], 0);
      return {
        campaign,
        month,
        raisedMinor: sum('raisedMinor'),
        contributions: sum('contributions'),
        counts: sum('counts'),
      };
    },
    async readProgress(campaign, month) {
      const { Item } = await documentClient.send(
        new GetCommand({ TableName: tableName, Key: progressKey(campaign, month), ConsistentRead: true }),
      );
      return Item === undefined ? null : { campaign, month, ...parseRow(progressRow, Item, 'progress') };
    },
    async publish(next, before) {
      try {
        await documentClient.send(publication(tableName, next, before));
      } catch (error) {
        // Another reader moved it on; theirs is as good.
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}

async function readShards(
  documentClient: DynamoDBDocumentClient,
  tableName: string,
  campaign: CampaignId,
  month: Month,
) {
  const Keys = Array.from({ length: campaignShards }, (_, shard) => campaignKey(campaign, { month, shard }));
  const { Responses, UnprocessedKeys = {} } = await documentClient.send(
    new BatchGetCommand({ RequestItems: { [tableName]: { Keys } } }),
  );
  // Part of a sum is no sum: whoever asked keeps what was shown before.
  if (Object.keys(UnprocessedKeys).length > 0) throw new Error('the table was too busy to be summed');
  return Responses?.[tableName] ?? [];
}

function publication(tableName: string, next: CampaignProgress, before: CampaignProgress | null): PutCommand {
  const { campaign, month, shown, coming } = next;
  const condition =
    before === null
      ? { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } }
      : {
          ConditionExpression: '#shown = :shown AND #coming = :coming',
          ExpressionAttributeNames: { '#shown': 'shown', '#coming': 'coming' },
          ExpressionAttributeValues: { ':shown': before.shown, ':coming': before.coming },
        };
  return new PutCommand({
    TableName: tableName,
    Item: { ...progressKey(campaign, month), shown, coming },
    ...condition,
  });
}
