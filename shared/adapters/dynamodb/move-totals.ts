// The counters of a campaign's month, moved in the transaction of the part that moves them. `moves` counts every change,
// so that whoever heals a counter sees whether somebody else was at it.
import type { Counted, CountedChange } from '../../core/campaign.ts';
import { campaignKey, shardOf } from './table.ts';
import type { TransactionItems } from './transaction.ts';

export const moveTotals = (tableName: string, partId: string, changes: readonly CountedChange[]): TransactionItems =>
  moveTotalsOf(tableName, [{ partId, changes }]);

interface PartMoves {
  readonly partId: string;
  readonly changes: readonly CountedChange[];
}
interface Move extends CountedChange {
  readonly shard: number;
  readonly moves: number;
}

/** Of several parts: moves of one counter are summed. */
export function moveTotalsOf(tableName: string, parts: readonly PartMoves[]): TransactionItems {
  const sums = new Map<string, Move>();
  for (const { partId, changes } of parts) {
    for (const change of changes) {
      const shard = shardOf(partId);
      const { pk } = campaignKey(change.campaign, { month: change.month, shard });
      const before = sums.get(pk) ?? { ...change, shard, amountMinor: 0, contributions: 0, moves: 0 };
      sums.set(pk, {
        ...before,
        amountMinor: before.amountMinor + change.amountMinor,
        contributions: before.contributions + change.contributions,
        moves: before.moves + 1,
      });
    }
  }
  return [...sums.values()].map(({ campaign, month, shard, amountMinor, contributions, moves }) => ({
    Update: {
      TableName: tableName,
      Key: campaignKey(campaign, { month, shard }),
      UpdateExpression: 'ADD #raised :raised, #contributions :contributions, #moves :moves',
      ExpressionAttributeNames: {
        '#raised': 'raisedMinor',
        '#contributions': 'contributions',
        '#moves': 'moves',
      },
      ExpressionAttributeValues: {
        ':raised': amountMinor,
        ':contributions': contributions,
        ':moves': moves,
      },
    },
  }));
}

/**
 * For what is counted on unchanged but lies elsewhere from now on: whoever sums the rows meanwhile may have met it twice
 * or not at all, and must know.
 */
export const touchTotals = (tableName: string, partId: string, counted: Counted | null): TransactionItems =>
  counted === null ? [] : moveTotals(tableName, partId, [{ ...counted, amountMinor: 0, contributions: 0 }]);
