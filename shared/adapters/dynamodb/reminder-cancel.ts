// Ending reminders, by a capability or for an address: all that the function `checkout` may do with them, and the
// only step that needs no more of a row than its key.
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Hash } from '../../core/ids.ts';
import { boundaryBefore, type Instant } from '../../core/time.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import type { Reminder, ReminderStore } from '../../ports/reminder-store.ts';
import { endFields, nameFields, parseCapabilityRow, pendingOnly } from './reminder-row.ts';
import { unlessForgotten } from './row-fields.ts';
import { type RowUpdate, updateRow } from './row-update.ts';
import { cancelKey, reminderKey, timeToLive } from './table.ts';
import type { TableRef } from './table-ref.ts';

export function dynamodbReminderCancel(
  documentClient: DynamoDBDocumentClient,
  tableName: string,
): Pick<ReminderStore, 'cancel' | 'silence' | 'withdraw' | 'suppress'> {
  const table = { documentClient, tableName };
  return {
    cancel: (capability, how, now) => cancel(table, capability, how, now),
    silence: (address, now) => neverAgain(table, address, now),
    withdraw: async (address, now) => {
      await cancelPending(table, { address, reminder: null }, now);
    },
    suppress: (address, until, now) => suppress(table, address, until, now),
  };
}

async function cancel(table: TableRef, capability: Hash, how: 'once' | 'forever', now: Instant) {
  const { documentClient, tableName } = table;
  const { Item } = await documentClient.send(
    new GetCommand({ TableName: tableName, Key: cancelKey(capability), ConsistentRead: true }),
  );
  const found = Item === undefined ? null : unlessForgotten(parseCapabilityRow(Item), now);
  if (found === null) return 'nothing';
  const { reminder, ...address } = found;
  // A browser's capability proves nothing about the address somebody typed there, so it cannot silence it.
  if (reminder === null && how === 'forever') return neverAgain(table, address, now);
  return cancelPending(table, { address, reminder }, now);
}

/** `reminder` names the one reminder; null means whatever the address has pending. */
async function cancelPending(
  table: TableRef,
  { address, reminder }: { readonly address: EmailHash; readonly reminder: Reminder['id'] | null },
  now: Instant,
): Promise<'cancelled' | 'nothing'> {
  const isIts = reminder === null ? '' : ' AND #id = :id';
  const values = reminder === null ? {} : { id: reminder };
  const settled = await updateRow(table, reminderKey(address), {
    set: { state: 'cancelled', ...endFields(now) },
    remove: pendingOnly,
    condition: `#state IN (:due, :leased) AND attribute_not_exists(#never)${isIts}`,
    values: { due: 'due', leased: 'leased', ...values },
  });
  if (settled !== null) return 'cancelled';
  // Too late to hold it back, but should SES not take it, it is not tried again.
  const marked = await updateRow(table, reminderKey(address), {
    set: { isCancelled: true },
    condition: `#state = :sending${isIts}`,
    values: { sending: 'sending', ...values },
  });
  return marked === null ? 'nothing' : 'cancelled';
}

/** Without an end: the hash must stay for ever, so that no message is sent again. */
async function neverAgain(table: TableRef, address: EmailHash, now: Instant): Promise<'cancelled' | 'nothing'> {
  const settled = await updateRow(table, reminderKey(address), {
    set: { never: boundaryBefore(now), state: 'cancelled' },
    remove: [...pendingOnly, 'forgetAt', 'ttl'],
    condition: '#state IN (:due, :leased) AND attribute_not_exists(#never)',
    values: { due: 'due', leased: 'leased' },
  });
  if (settled !== null) return 'cancelled';
  await updateRow(table, reminderKey(address), {
    set: { never: boundaryBefore(now), ...nameFields(address) },
    remove: ['forgetAt', 'ttl'],
    condition: 'attribute_not_exists(#never)',
  });
  return 'nothing';
}

// A settled row, and a new one, must live until the suppression ends; a row that a sweep marked `sending` gets its end when
// it is settled. The steps exclude each other, and each is one conditional write.
async function suppress(table: TableRef, address: EmailHash, until: Instant, now: Instant): Promise<void> {
  const suppressed = { suppressedUntil: until };
  const isLater =
    'attribute_not_exists(#never) AND (attribute_not_exists(#suppressedUntil) OR #suppressedUntil < :until)';
  const steps: readonly RowUpdate[] = [
    {
      set: { ...suppressed, state: 'cancelled', ...endFields(now) },
      remove: pendingOnly,
      condition: `#state IN (:due, :leased) AND ${isLater}`,
      values: { due: 'due', leased: 'leased' },
    },
    { set: suppressed, condition: `#state = :sending AND ${isLater}`, values: { sending: 'sending' } },
    {
      set: { ...suppressed, ...nameFields(address), forgetAt: until, ttl: timeToLive(until) },
      condition: `attribute_not_exists(#state) AND ${isLater}`,
    },
    {
      set: { ...suppressed, ...endFields(now) },
      condition: `NOT #state IN (:due, :leased, :sending) AND ${isLater}`,
      values: { due: 'due', leased: 'leased', sending: 'sending' },
    },
  ];
  for (const { values, ...step } of steps) {
    if ((await updateRow(table, reminderKey(address), { ...step, values: { ...values, until } })) !== null) return;
  }
}
