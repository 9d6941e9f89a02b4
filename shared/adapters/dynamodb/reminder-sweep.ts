// What a sweep does to reminders: finds what is due, leases it, marks it before the message is sent, and settles it.
// Each mark is written on the condition that the one before it is still ours.
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Hash } from '../../core/ids.ts';
import { countedAt, messagesOfYear, type SettledState } from '../../core/reminder.ts';
import { day, type Instant, second } from '../../core/time.ts';
import * as port from '../../ports/reminder-store.ts';
import * as rows from './reminder-row.ts';
import { updateRow } from './row-update.ts';
import * as keys from './table.ts';
import type { TableRef } from './table-ref.ts';

type Sweep = Omit<
  port.ReminderStore,
  'takeAsk' | 'remember' | 'cancel' | 'silence' | 'withdraw' | 'suppress' | 'isSuppressed'
>;
export const dynamodbReminderSweep = (table: TableRef): Sweep => ({
  shards: keys.dueShards,
  due: (shard, now) => due(table, shard, now),
  lease: (found, lease, now) => leaseDue(table, found, lease, now),
  begin: (reminder, capability, now) => begin(table, reminder, capability, now),
  settle: (reminder, end, now) => settle(table, reminder, end, now),
  async putBack(reminder, { wakeAt, tries, now }) {
    const back = await updateRow(table, keys.reminderKey(reminder.address), {
      set: { state: 'due', wakeAt, tries, messages: reminder.messages },
      remove: ['lease'],
      ...whileOurs(reminder, ' AND attribute_not_exists(#isCancelled)'),
    });
    return back !== null || !(await settle(table, reminder, 'cancelled', now));
  },
  async countMessage({ kind, most, weight = 1 }, now) {
    const counter = counterOf[kind];
    const dayNumber = keys.dayNumberOf(now);
    const counted = await updateRow(table, keys.messagesKey(dayNumber), {
      set: { ttl: keys.timeToLive((dayNumber + 3) * day) },
      add: { [counter]: weight },
      condition: `attribute_not_exists(#${counter}) OR #${counter} < :most`,
      values: { most },
    });
    return counted !== null;
  },
});

const counterOf = { reminders: 'messages', links: 'links', questions: 'questions' } as const;

async function* due(
  { documentClient, tableName }: TableRef,
  shard: number,
  now: Instant,
): AsyncIterable<port.DueReminder> {
  const { name, partitionKey, sortKey } = keys.tableDefinition.dueIndex;
  let after: Record<string, unknown> | undefined;
  do {
    const page = await documentClient.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: name,
        Limit: 100,
        KeyConditionExpression: '#due = :due AND #wakeAt <= :now',
        ExpressionAttributeNames: { '#due': partitionKey.name, '#wakeAt': sortKey.name },
        ExpressionAttributeValues: { ':due': keys.duePartition(shard), ':now': now },
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    for (const { pk, wakeAt } of page.Items ?? []) yield { rowKey: String(pk), wakeAt: Number(wakeAt) };
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
}

async function leaseDue(table: TableRef, { rowKey: pk }: port.DueReminder, lease: string, now: Instant) {
  const key = keys.reminderRow(pk);
  const leased = await updateRow(table, key, {
    set: { state: 'leased', lease, wakeAt: now + port.leaseSeconds * second },
    condition: '#state IN (:due, :leased) AND #wakeAt <= :now',
    values: { due: 'due', leased: 'leased', now },
  });
  return leased === null ? settleLeft(table, key, now) : rows.parseLeasedRow(leased);
}

/** Whoever marked it `sending` is dead, and nobody knows whether the message left: it is settled, and never sent again. */
async function settleLeft(table: TableRef, Key: keys.RowKey, now: Instant): Promise<'unsure' | null> {
  const { documentClient, tableName } = table;
  const { Item } = await documentClient.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  if (Item === undefined || Item['state'] !== 'sending') return null;
  const left = rows.parseLeftRow(Item);
  return left.wakeAt <= now && (await settle(table, left, 'unsure', now)) ? 'unsure' : null;
}

async function begin(table: TableRef, reminder: port.LeasedReminder, capability: Hash, now: Instant): Promise<boolean> {
  const { documentClient, tableName } = table;
  // First, because a message whose capability leads nowhere could not be cancelled.
  const Item = { ...rows.nameFields(reminder.address), reminder: null, ...rows.endFields(now) };
  await documentClient.send(new PutCommand({ TableName: tableName, Item: { ...keys.cancelKey(capability), ...Item } }));
  const begun = await updateRow(table, keys.reminderKey(reminder.address), {
    set: {
      state: 'sending',
      wakeAt: now + port.sendingSeconds * second,
      messages: [...messagesOfYear(reminder.messages, now), countedAt(now)],
    },
    ...whileOurs(reminder, ` AND #state = :leased AND ${isUnsuppressed}`, { leased: 'leased', now }),
  });
  return begun !== null;
}

const isUnsuppressed =
  'attribute_not_exists(#never) AND (attribute_not_exists(#suppressedUntil) OR #suppressedUntil <= :now)';

type Ours = Pick<port.LeasedReminder, 'id' | 'address' | 'lease'>;
const whileOurs = ({ id, lease }: Ours, more = '', values: Readonly<Record<string, unknown>> = {}) => ({
  condition: `#id = :id AND #lease = :lease${more}`,
  values: { id, lease, ...values },
});

/** "Never again" has no end, so a row that says it gets none. */
async function settle(table: TableRef, reminder: Ours, state: SettledState, now: Instant): Promise<boolean> {
  const key = keys.reminderKey(reminder.address);
  const remove = rows.pendingOnly;
  const settled =
    (await updateRow(table, key, {
      set: { state, ...rows.endFields(now) },
      remove,
      ...whileOurs(reminder, ' AND attribute_not_exists(#never)'),
    })) ?? (await updateRow(table, key, { set: { state }, remove, ...whileOurs(reminder) }));
  return settled !== null;
}
