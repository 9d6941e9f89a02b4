// Reminders as rows, one per address hash: every change of a reminder is one conditional write of one row, so
// no two hands can disagree about it. This file stores; what cancels, and what a sweep does, stands beside it.
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Hash } from '../../core/ids.ts';
import { day, type Instant, roundedUp } from '../../core/time.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import type { Remembered, Reminder, ReminderStore } from '../../ports/reminder-store.ts';
import { dynamodbReminderCancel } from './reminder-cancel.ts';
import { endOfPending, isPendingRow, isSuppressedRow, nameFields, pendingFields } from './reminder-row.ts';
import { dynamodbReminderSweep } from './reminder-sweep.ts';
import { rowUpdate, updateRow } from './row-update.ts';
import { askKey, cancelKey, reminderKey, timeToLive } from './table.ts';
import type { TableRef } from './table-ref.ts';
import { transact } from './transaction.ts';

export function dynamodbReminderStore(documentClient: DynamoDBDocumentClient, tableName: string): ReminderStore {
  const table = { documentClient, tableName };
  return {
    takeAsk: (address, request, now) => takeAsk(table, address, request, now),
    remember: (reminder, capability) => remember(table, reminder, capability),
    ...dynamodbReminderCancel(documentClient, tableName),
    isSuppressed: (address, now) => isSuppressed(table, address, now),
    ...dynamodbReminderSweep(table),
  };
}

/** Its row ends with its day; DynamoDB sweeps late, so an ended one counts as none. */
async function takeAsk(table: TableRef, address: EmailHash, request: Hash, now: Instant): Promise<boolean> {
  const taken = await updateRow(table, askKey(address), {
    set: { request, ttl: timeToLive(roundedUp(now + 1, day)) },
    condition: 'attribute_not_exists(#ttl) OR #ttl <= :today OR #request = :request',
    values: { request, today: timeToLive(now) },
  });
  return taken !== null;
}

/** A sweep or another confirmation may hold the row for a moment; it is gone before the third try. */
const mostTries = 3;

// Reminder and capability in one transaction: a capability without a reminder is never stored.
async function remember(
  { documentClient, tableName }: TableRef,
  reminder: Reminder,
  capability: Hash,
): Promise<Remembered> {
  const { address, id, dueAt } = reminder;
  const change = rowUpdate(tableName, reminderKey(address), {
    set: pendingFields(reminder),
    remove: ['lease', 'isCancelled'],
    // The row keeps the id of the last one, also when it is settled.
    condition: `attribute_not_exists(#never) AND (attribute_not_exists(#suppressedUntil) OR #suppressedUntil <= :dueAt)
      AND (attribute_not_exists(#id) OR #id <> :id)`,
    values: { id, dueAt },
  });
  const update = { ...change, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
  const forgetAt = endOfPending(dueAt);
  const Item = { ...cancelKey(capability), ...nameFields(address), reminder: id, forgetAt, ttl: timeToLive(forgetAt) };
  for (let tries = 0; tries < mostTries; tries += 1) {
    const outcome = await transact(documentClient, [{ Update: update }, { Put: { TableName: tableName, Item } }]);
    if (outcome.kind === 'written') return 'saved';
    if (outcome.kind === 'refused') return whyNot(outcome.rows[0], dueAt);
  }
  throw new Error('a reminder could not be saved: its row was busy');
}

function whyNot(row: unknown, dueAt: Instant): Remembered {
  if (isSuppressedRow(row, dueAt)) return 'silent';
  return isPendingRow(row) ? 'waits' : 'ended';
}

async function isSuppressed({ documentClient, tableName }: TableRef, address: EmailHash, now: Instant) {
  const { Item } = await documentClient.send(
    new GetCommand({ TableName: tableName, Key: reminderKey(address), ConsistentRead: true }),
  );
  return Item !== undefined && isSuppressedRow(Item, now);
}
