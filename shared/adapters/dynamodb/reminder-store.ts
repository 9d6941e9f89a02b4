// Promises to remind as rows, one per address hash: whatever happens to a promise is one conditional write of one row, so
// no two hands can disagree about it. This file asks, cancels and silences; what a sweep does stands beside it.
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Hash } from '../../core/ids.ts';
import type { Instant } from '../../core/time.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import type { Asking, Reminder, ReminderStore } from '../../ports/reminder-store.ts';
import { endFields, endOfPending, nameFields, parseCapabilityRow, pendingFields, pendingOnly } from './reminder-row.ts';
import { dynamodbReminderSweep } from './reminder-sweep.ts';
import { unlessForgotten } from './row-fields.ts';
import { type Place, rowUpdate, updateRow } from './row-update.ts';
import { cancelKey, promiseKey, timeToLive } from './table.ts';
import { transact } from './transaction.ts';

export function dynamodbReminderStore(documentClient: DynamoDBDocumentClient, tableName: string): ReminderStore {
  const place = { documentClient, tableName };
  return {
    ask: (reminder, asking) => ask(place, reminder, asking),
    cancel: (capability, how, now) => cancel(place, capability, how, now),
    withdraw: async (address, now) => {
      await cancelPending(place, { address, reminder: null }, now);
    },
    suppress: async (address, now) => {
      await silence(place, address, now);
    },
    isSuppressed: (address) => isSuppressed(place, address),
    ...dynamodbReminderSweep(place),
  };
}

/** A sweep or another asking may hold the row for a moment; it is gone before the third try. */
const askTries = 3;

// Promise and capability in one transaction: a capability that leads nowhere is never kept, and a refusal takes as long.
async function ask({ documentClient, tableName }: Place, reminder: Reminder, asking: Asking) {
  const { address, id, dueAt } = reminder;
  const update = rowUpdate(tableName, promiseKey(address), {
    set: pendingFields(reminder),
    remove: ['claim', 'isCancelled'],
    condition: asking.isHeeded ? 'attribute_not_exists(#never)' : 'attribute_exists(#neverHeeded)',
  });
  const forgetAt = endOfPending(dueAt);
  const capability = { ...nameFields(address), reminder: id, forgetAt, ttl: timeToLive(forgetAt) };
  for (let tries = 0; tries < askTries; tries += 1) {
    const outcome = await transact(documentClient, [
      { Update: update },
      { Put: { TableName: tableName, Item: { ...cancelKey(asking.cancel), ...capability } } },
    ]);
    if (outcome.kind === 'written') return 'kept';
    if (outcome.kind === 'refused') return 'ignored';
  }
  throw new Error('a promise could not be kept: its row was busy');
}

async function cancel(place: Place, capability: Hash, how: 'once' | 'forever', now: Instant) {
  const { documentClient, tableName } = place;
  const { Item } = await documentClient.send(
    new GetCommand({ TableName: tableName, Key: cancelKey(capability), ConsistentRead: true }),
  );
  const found = Item === undefined ? null : unlessForgotten(parseCapabilityRow(Item), now);
  if (found === null) return 'nothing';
  const { reminder, ...address } = found;
  // A browser's capability proves nothing about the address somebody typed there, so it cannot silence it.
  if (reminder === null && how === 'forever') return silence(place, address, now);
  return cancelPending(place, { address, reminder }, now);
}

/** `reminder` is the one promise that is meant; null means whatever the address has pending. */
async function cancelPending(
  place: Place,
  { address, reminder }: { readonly address: EmailHash; readonly reminder: Reminder['id'] | null },
  now: Instant,
): Promise<'cancelled' | 'nothing'> {
  const isIts = reminder === null ? '' : ' AND #id = :id';
  const values = reminder === null ? {} : { id: reminder };
  const settled = await updateRow(place, promiseKey(address), {
    set: { state: 'cancelled', ...endFields(now) },
    remove: pendingOnly,
    condition: `#state IN (:due, :claimed) AND attribute_not_exists(#never)${isIts}`,
    values: { due: 'due', claimed: 'claimed', ...values },
  });
  if (settled !== null) return 'cancelled';
  // Too late to hold it back, but should SES not take it, it is not tried again.
  const marked = await updateRow(place, promiseKey(address), {
    set: { isCancelled: true },
    condition: `#state = :sending${isIts}`,
    values: { sending: 'sending', ...values },
  });
  return marked === null ? 'nothing' : 'cancelled';
}

/** Never again, and without an end: the hash must stay for as long as the promise not to write does. */
async function silence(place: Place, address: EmailHash, now: Instant): Promise<'cancelled' | 'nothing'> {
  const settled = await updateRow(place, promiseKey(address), {
    set: { never: now, state: 'cancelled' },
    remove: [...pendingOnly, 'forgetAt', 'ttl'],
    condition: '#state IN (:due, :claimed) AND attribute_not_exists(#never)',
    values: { due: 'due', claimed: 'claimed' },
  });
  if (settled !== null) return 'cancelled';
  await updateRow(place, promiseKey(address), {
    set: { never: now, ...nameFields(address) },
    remove: ['forgetAt', 'ttl'],
    condition: 'attribute_not_exists(#never)',
  });
  return 'nothing';
}

async function isSuppressed({ documentClient, tableName }: Place, address: EmailHash): Promise<boolean> {
  const { Item } = await documentClient.send(
    new GetCommand({ TableName: tableName, Key: promiseKey(address), ConsistentRead: true }),
  );
  return Item?.['never'] !== undefined;
}
