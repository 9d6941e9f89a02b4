// What a sweep does to promises: finds what is due, takes it in hand, marks it before the letter leaves, and settles it.
// Each mark is written on the condition that the one before it is still ours.
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Hash } from '../../core/ids.ts';
import { messagesOfYear, type SettledState } from '../../core/reminder.ts';
import { day, type Instant, second } from '../../core/time.ts';
import * as port from '../../ports/reminder-store.ts';
import * as rows from './reminder-row.ts';
import { type TableRef, updateRow } from './row-update.ts';
import * as table from './table.ts';

type Sweep = Omit<port.ReminderStore, 'ask' | 'cancel' | 'withdraw' | 'suppress' | 'isSuppressed'>;
export const dynamodbReminderSweep = (rowKey: TableRef): Sweep => ({
  shards: table.dueShards,
  due: (shard, now) => due(rowKey, shard, now),
  lease: (found, lease, now) => leaseDue(rowKey, found, lease, now),
  begin: (reminder, capability, now) => begin(rowKey, reminder, capability, now),
  settle: (reminder, end, now) => settle(rowKey, reminder, end, now),
  async putBack(reminder, { wakeAt, tries, now }) {
    const back = await updateRow(rowKey, table.reminderKey(reminder.address), {
      set: { state: 'due', wakeAt, tries, messages: reminder.messages },
      remove: ['lease'],
      ...whileOurs(reminder, ' AND attribute_not_exists(#isCancelled)'),
    });
    return back !== null || !(await settle(rowKey, reminder, 'cancelled', now));
  },
  async countMessage(most, now) {
    const dayNumber = table.dayNumberOf(now);
    const counted = await updateRow(rowKey, table.messagesKey(dayNumber), {
      set: { ttl: table.timeToLive((dayNumber + 3) * day) },
      add: { messages: 1 },
      condition: 'attribute_not_exists(#messages) OR #messages < :most',
      values: { most },
    });
    return counted !== null;
  },
});

async function* due(
  { documentClient, tableName }: TableRef,
  shard: number,
  now: Instant,
): AsyncIterable<port.DueReminder> {
  const { name, partitionKey, sortKey } = table.tableDefinition.dueIndex;
  let after: Record<string, unknown> | undefined;
  do {
    const page = await documentClient.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: name,
        Limit: 100,
        KeyConditionExpression: '#due = :due AND #wakeAt <= :now',
        ExpressionAttributeNames: { '#due': partitionKey.name, '#wakeAt': sortKey.name },
        ExpressionAttributeValues: { ':due': table.duePartition(shard), ':now': now },
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    for (const { pk, wakeAt } of page.Items ?? []) yield { rowKey: String(pk), wakeAt: Number(wakeAt) };
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
}

async function leaseDue(rowKey: TableRef, { rowKey: pk }: port.DueReminder, lease: string, now: Instant) {
  const key = table.reminderRow(pk);
  const leased = await updateRow(rowKey, key, {
    set: { state: 'leased', lease, wakeAt: now + port.leaseSeconds * second },
    condition: '#state IN (:due, :leased) AND #wakeAt <= :now',
    values: { due: 'due', leased: 'leased', now },
  });
  return leased === null ? settleLeft(rowKey, key, now) : rows.parseLeasedRow(leased);
}

/** Whoever marked it `sending` is dead, and nobody knows whether the letter left: it is settled, and never sent again. */
async function settleLeft(rowKey: TableRef, Key: table.RowKey, now: Instant): Promise<'unsure' | null> {
  const { documentClient, tableName } = rowKey;
  const { Item } = await documentClient.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  if (Item === undefined || Item['state'] !== 'sending') return null;
  const left = rows.parseLeftRow(Item);
  return left.wakeAt <= now && (await settle(rowKey, left, 'unsure', now)) ? 'unsure' : null;
}

async function begin(
  rowKey: TableRef,
  reminder: port.LeasedReminder,
  capability: Hash,
  now: Instant,
): Promise<boolean> {
  const { documentClient, tableName } = rowKey;
  // First, because a letter whose capability leads nowhere could not be cancelled.
  const Item = { ...rows.nameFields(reminder.address), reminder: null, ...rows.endFields(now) };
  await documentClient.send(
    new PutCommand({ TableName: tableName, Item: { ...table.cancelKey(capability), ...Item } }),
  );
  const begun = await updateRow(rowKey, table.reminderKey(reminder.address), {
    set: {
      state: 'sending',
      wakeAt: now + port.sendingSeconds * second,
      messages: [...messagesOfYear(reminder.messages, now), now],
    },
    ...whileOurs(reminder, ' AND #state = :leased AND attribute_not_exists(#never)', { leased: 'leased' }),
  });
  return begun !== null;
}

type Ours = Pick<port.LeasedReminder, 'id' | 'address' | 'lease'>;
const whileOurs = ({ id, lease }: Ours, more = '', values: Readonly<Record<string, unknown>> = {}) => ({
  condition: `#id = :id AND #lease = :lease${more}`,
  values: { id, lease, ...values },
});

/** "Never again" has no end, so a row that says it gets none. */
async function settle(rowKey: TableRef, reminder: Ours, state: SettledState, now: Instant): Promise<boolean> {
  const key = table.reminderKey(reminder.address);
  const remove = rows.pendingOnly;
  const settled =
    (await updateRow(rowKey, key, {
      set: { state, ...rows.endFields(now) },
      remove,
      ...whileOurs(reminder, ' AND attribute_not_exists(#never)'),
    })) ?? (await updateRow(rowKey, key, { set: { state }, remove, ...whileOurs(reminder) }));
  return settled !== null;
}
