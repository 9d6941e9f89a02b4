// The counters of a campaign's month, moved in the transaction of the part that moves them. `moves` counts every change,
// so that whoever heals a counter sees whether somebody else was at it.
import type { Counted, CountedChange } from '../../core/campaign.ts';
import { campaignKey, shardOf } from './table.ts';
import type { TransactionItems } from './transaction.ts';

export const moveTotals = (tableName: string, partId: string, changes: readonly CountedChange[]): TransactionItems =>
  changes.map(({ campaign, month, amountMinor, contributions }) => ({
    Update: {
      TableName: tableName,
      Key: campaignKey(campaign, { month, shard: shardOf(partId) }),
      UpdateExpression: 'ADD #raised :raised, #contributions :contributions, #counts :counts, #moves :one',
      ExpressionAttributeNames: {
        '#raised': 'raisedMinor',
        '#contributions': 'contributions',
        '#counts': 'counts',
        '#moves': 'moves',
      },
      ExpressionAttributeValues: {
        ':raised': amountMinor,
        ':contributions': contributions,
        ':counts': Math.abs(contributions),
        ':one': 1,
      },
    },
  }));

/**
 * For what is counted on unchanged but lies elsewhere from now on: whoever sums the rows meanwhile may have met it twice
 * or not at all, and must know.
 */
export const touchTotals = (tableName: string, partId: string, counted: Counted | null): TransactionItems =>
  counted === null ? [] : moveTotals(tableName, partId, [{ ...counted, amountMinor: 0, contributions: 0 }]);
