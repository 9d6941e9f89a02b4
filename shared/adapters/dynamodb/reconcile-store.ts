// The rows of a reconciliation. It alone looks through the whole table: at night, page by page, reading of each row only
// what it sums. Counters are read first and rows after them; every move of a counter is counted in `moves`, so a counter
// that still has its `moves` when it is corrected was not moved while the rows were read.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { isAged, isOfUnknownAge } from '../../core/is-aged.ts';
import { isOverdue } from '../../core/membership.ts';
import type { DueBy, DueSync, ReconcileStore, TotalDifference } from '../../ports/reconcile-store.ts';
import { forgetFreshness } from './forget-freshness.ts';
import { parseBookkeeping, parsePartRow, partFields } from './part-row.ts';
import { parseReconcileRun } from './reconcile-run-row.ts';
import { amountField, parseRow } from './row-fields.ts';
import { type Filter, scan } from './scan.ts';
import {
  campaignKey,
  campaignPrefix,
  emailPrefix,
  jobKey,
  membershipPrefix,
  parseCampaignPartition,
  parseEmailRow,
  paymentPrefix,
  shardOf,
} from './table.ts';
import type { TableRef } from './table-ref.ts';

export function dynamodbReconcileStore(documentClient: DynamoDBDocumentClient, tableName: string): ReconcileStore {
  const table = { documentClient, tableName };
  return {
    async readRun(job) {
      const key = { TableName: tableName, Key: jobKey('reconcile', job), ConsistentRead: true };
      const { Item } = await documentClient.send(new GetCommand(key));
      return Item === undefined ? null : parseReconcileRun(Item);
    },
    async keepRun(job, run) {
      await documentClient.send(
        new PutCommand({ TableName: tableName, Item: { ...jobKey('reconcile', job), ...run } }),
      );
    },
    due: (by) => dueSyncs(table, by),
    forgetFreshness: (now) => forgetFreshness(table, now),
    auditTotals: () => auditTotals(table),
    correctTotal: (difference) => correctTotal(table, difference),
  };
}

async function* dueSyncs(table: TableRef, by: DueBy): AsyncIterable<DueSync> {
  for await (const row of scan(table, dueRows(by))) {
    const syncRequest = dueSyncOf(row, by);
    if (syncRequest !== null) yield syncRequest;
  }
}

function dueSyncOf(row: Record<string, unknown>, { overdueBefore, agedBefore }: DueBy): DueSync | null {
  const customer = parseEmailRow(row);
  if (customer !== null) return { part: 'customer', objectId: customer, customerId: customer };
  const { part } = parsePartRow(row);
  const isDue =
    isAged(part, agedBefore) || isOfUnknownAge(part) || (part.kind === 'membership' && isOverdue(part, overdueBefore));
  return isDue ? { part: part.kind, objectId: part.id, customerId: part.customer } : null;
}

const nothing = { raisedMinor: 0, contributions: 0 };
const counterRow = z.object({ raisedMinor: amountField, contributions: z.int(), moves: z.optional(z.int()) });

async function auditTotals(table: TableRef): Promise<TotalDifference[]> {
  const found = new Map<string, TotalDifference>();
  const nameOf = ({ campaign, month, shard }: Pick<TotalDifference, 'campaign' | 'month' | 'shard'>) =>
    campaignKey(campaign, { month, shard }).pk;
  for await (const row of scan(table, rowsOf(campaignPrefix))) {
    const counter = parseCampaignPartition(String(row['pk']));
    if (counter === null) continue;
    const { moves = 0, ...held } = parseRow(counterRow, row, 'total');
    found.set(nameOf(counter), { ...counter, held, sum: nothing, moves });
  }
  for await (const row of scan(table, countingRows)) {
    const { counted } = parseBookkeeping(row);
    if (counted === null) continue;
    const { campaign, month, amountMinor } = counted;
    const counter = { campaign, month, shard: shardOf(String(row['id'])) };
    const known = found.get(nameOf(counter)) ?? { ...counter, held: nothing, sum: nothing, moves: null };
    const sum = { raisedMinor: known.sum.raisedMinor + amountMinor, contributions: known.sum.contributions + 1 };
    found.set(nameOf(counter), { ...known, sum });
  }
  return [...found.values()].filter(
    ({ held, sum }) => held.raisedMinor !== sum.raisedMinor || held.contributions !== sum.contributions,
  );
}

async function correctTotal({ documentClient, tableName }: TableRef, difference: TotalDifference) {
  const { campaign, moves, sum } = difference;
  const condition =
    moves === null
      ? 'attribute_not_exists(#pk)'
      : '(#moves = :moves OR (attribute_not_exists(#moves) AND :moves = :none))';
  try {
    await documentClient.send(
      new UpdateCommand({
        TableName: tableName,
        Key: campaignKey(campaign, difference),
        UpdateExpression: 'SET #raised = :raised, #contributions = :contributions ADD #moves :one',
        ConditionExpression: condition,
        ExpressionAttributeNames: {
          '#raised': 'raisedMinor',
          '#contributions': 'contributions',
          '#moves': 'moves',
          ...(moves === null ? { '#pk': 'pk' } : {}),
        },
        ExpressionAttributeValues: {
          ':raised': sum.raisedMinor,
          ':contributions': sum.contributions,
          ':one': 1,
          ...(moves === null ? {} : { ':moves': moves, ':none': 0 }),
        },
      }),
    );
    return 'corrected';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'moved';
    throw error;
  }
}

const rowsOf = (partition: string): Filter => ({
  ProjectionExpression: '#pk, #raised, #contributions, #moves',
  FilterExpression: 'begins_with(#pk, :partition)',
  ExpressionAttributeNames: {
    '#pk': 'pk',
    '#raised': 'raisedMinor',
    '#contributions': 'contributions',
    '#moves': 'moves',
  },
  ExpressionAttributeValues: { ':partition': partition },
});
/** What may be due, in one look through the table; who reads it decides. */
const dueRows = ({ overdueBefore, agedBefore, pepper }: DueBy): Filter => ({
  FilterExpression: `(begins_with(#sk, :membership) AND 
      (#renewsAt < :overdue OR #endsAt < :overdue OR #idleSince < :aged OR #status IN (:pastDue, :unpaid, :paused)))
    OR (begins_with(#sk, :payment) AND
      (#confirmedAt < :aged OR #purpose.#periodEnd < :aged OR attribute_type(#confirmedAt, :none)))
    OR (begins_with(#pk, :pointers) AND NOT begins_with(#pk, :current))`,
  ProjectionExpression: ['pk', 'sk', ...partFields].map((name) => `#${name}`).join(),
  ExpressionAttributeNames: {
    ...Object.fromEntries(['pk', 'sk', ...partFields].map((name) => [`#${name}`, name])),
    '#periodEnd': 'periodEnd',
  },
  ExpressionAttributeValues: {
    ':membership': membershipPrefix,
    ':payment': paymentPrefix,
    ':overdue': overdueBefore,
    ':aged': agedBefore,
    ':none': 'NULL',
    ':pastDue': 'past_due',
    ':unpaid': 'unpaid',
    ':paused': 'paused',
    ':pointers': emailPrefix(),
    ':current': emailPrefix(pepper),
  },
});
/** Payments and anonymous payments that count somewhere: only those name their shard. */
const countingRows: Filter = {
  FilterExpression: 'attribute_exists(#shard)',
  ProjectionExpression: '#id, #version, #counted',
  ExpressionAttributeNames: { '#shard': 'shard', '#id': 'id', '#version': 'version', '#counted': 'counted' },
};
