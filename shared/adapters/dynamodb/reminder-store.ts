// Reminders as rows, one per address hash: every change of a reminder is one conditional write of one row, so
// no two hands can disagree about it. This file asks; what cancels, and what a sweep does, stands beside it.
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../core/time.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import type { Asking, Reminder, ReminderStore } from '../../ports/reminder-store.ts';
import { dynamodbReminderCancel } from './reminder-cancel.ts';
import { endOfPending, isSuppressedRow, nameFields, pendingFields } from './reminder-row.ts';
import { dynamodbReminderSweep } from './reminder-sweep.ts';
import { rowUpdate } from './row-update.ts';
import { cancelKey, reminderKey, timeToLive } from './table.ts';
import type { TableRef } from './table-ref.ts';
import { transact } from './transaction.ts';

export function dynamodbReminderStore(documentClient: DynamoDBDocumentClient, tableName: string): ReminderStore {
  const table = { documentClient, tableName };
  return {
    ask: (reminder, asking) => ask(table, reminder, asking),
    ...dynamodbReminderCancel(documentClient, tableName),
    isSuppressed: (address, now) => isSuppressed(table, address, now),
    ...dynamodbReminderSweep(table),
  };
}

/** A sweep or another asking may hold the row for a moment; it is gone before the third try. */
const askTries = 3;

// Reminder and capability in one transaction: a capability without a reminder is never stored, and a refusal takes as long.
async function ask({ documentClient, tableName }: TableRef, reminder: Reminder, asking: Asking) {
  const { address, id, dueAt } = reminder;
  const update = rowUpdate(tableName, reminderKey(address), {
    set: pendingFields(reminder),
    remove: ['lease', 'isCancelled'],
    condition: asking.isHeeded ? 'attribute_not_exists(#never)' : 'attribute_exists(#neverHeeded)',
  });
  const forgetAt = endOfPending(dueAt);
  const capability = { ...nameFields(address), reminder: id, forgetAt, ttl: timeToLive(forgetAt) };
  for (let tries = 0; tries < askTries; tries += 1) {
    const outcome = await transact(documentClient, [
      { Update: update },
      { Put: { TableName: tableName, Item: { ...cancelKey(asking.cancel), ...capability } } },
    ]);
    if (outcome.kind === 'written') return 'saved';
    if (outcome.kind === 'refused') return 'ignored';
  }
  throw new Error('a reminder could not be saved: its row was busy');
}

async function isSuppressed({ documentClient, tableName }: TableRef, address: EmailHash, now: Instant) {
  const { Item } = await documentClient.send(
    new GetCommand({ TableName: tableName, Key: reminderKey(address), ConsistentRead: true }),
  );
  return Item !== undefined && isSuppressedRow(Item, now);
}
