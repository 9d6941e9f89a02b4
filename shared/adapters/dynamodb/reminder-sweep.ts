// What a sweep does to promises: finds what is due, takes it in hand, marks it before the letter leaves, and settles it.
// Each mark is written on the condition that the one before it is still ours.
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Hash } from '../../core/ids.ts';
import { lettersOfYear, type SettledState } from '../../core/reminder.ts';
import { day, type Instant, second } from '../../core/time.ts';
import * as port from '../../ports/reminder-store.ts';
import * as rows from './reminder-row.ts';
import { type Place, updateRow } from './row-update.ts';
import * as table from './table.ts';

type Sweep = Omit<port.ReminderStore, 'ask' | 'cancel' | 'withdraw' | 'suppress' | 'isSuppressed'>;
export const dynamodbReminderSweep = (place: Place): Sweep => ({
  shards: table.dueShards,
  due: (shard, now) => due(place, shard, now),
  claim: (found, claim, now) => claimDue(place, found, claim, now),
  begin: (reminder, capability, now) => begin(place, reminder, capability, now),
  settle: (reminder, end, now) => settle(place, reminder, end, now),
  async putBack(reminder, { wakeAt, tries, now }) {
    const back = await updateRow(place, table.promiseKey(reminder.address), {
      set: { state: 'due', wakeAt, tries, letters: reminder.letters },
      remove: ['claim'],
      ...whileOurs(reminder, ' AND attribute_not_exists(#isCancelled)'),
    });
    return back !== null || !(await settle(place, reminder, 'cancelled', now));
  },
  async countLetter(most, now) {
    const dayNumber = table.dayNumberOf(now);
    const counted = await updateRow(place, table.lettersKey(dayNumber), {
      set: { ttl: table.timeToLive((dayNumber + 3) * day) },
      add: { letters: 1 },
      condition: 'attribute_not_exists(#letters) OR #letters < :most',
      values: { most },
    });
    return counted !== null;
  },
});

async function* due(
  { documentClient, tableName }: Place,
  shard: number,
  now: Instant,
): AsyncIterable<port.DueReminder> {
  const { name, partitionKey, sortKey } = table.tableDefinition.dueIndex;
  let after: Record<string, unknown> | undefined;
  do {
    const page = await documentClient.send(
      new QueryCommand({
        ...{ TableName: tableName, IndexName: name, Limit: 100 },
        KeyConditionExpression: '#due = :due AND #wakeAt <= :now',
        ExpressionAttributeNames: { '#due': partitionKey.name, '#wakeAt': sortKey.name },
        ExpressionAttributeValues: { ':due': table.duePartition(shard), ':now': now },
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    for (const { pk, wakeAt } of page.Items ?? []) yield { place: String(pk), wakeAt: Number(wakeAt) };
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
}

async function claimDue(place: Place, { place: pk }: port.DueReminder, claim: string, now: Instant) {
  const key = table.promiseRow(pk);
  const claimed = await updateRow(place, key, {
    set: { state: 'claimed', claim, wakeAt: now + port.claimSeconds * second },
    condition: '#state IN (:due, :claimed) AND #wakeAt <= :now',
    values: { due: 'due', claimed: 'claimed', now },
  });
  return claimed === null ? settleLeft(place, key, now) : rows.parseClaimedRow(claimed);
}

/** Whoever marked it `sending` is dead, and nobody knows whether the letter left: it is settled, and never sent again. */
async function settleLeft(place: Place, Key: table.RowKey, now: Instant): Promise<'unsure' | null> {
  const { documentClient, tableName } = place;
  const { Item } = await documentClient.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  if (Item === undefined || Item['state'] !== 'sending') return null;
  const left = rows.parseLeftRow(Item);
  return left.wakeAt <= now && (await settle(place, left, 'unsure', now)) ? 'unsure' : null;
}

async function begin(place: Place, reminder: port.ClaimedReminder, capability: Hash, now: Instant): Promise<boolean> {
  const { documentClient, tableName } = place;
  // First, because a letter whose capability leads nowhere could not be cancelled.
  const Item = { ...rows.nameFields(reminder.address), reminder: null, ...rows.endFields(now) };
  await documentClient.send(
    new PutCommand({ TableName: tableName, Item: { ...table.cancelKey(capability), ...Item } }),
  );
  const begun = await updateRow(place, table.promiseKey(reminder.address), {
    set: {
      ...{ state: 'sending', wakeAt: now + port.sendingSeconds * second },
      letters: [...lettersOfYear(reminder.letters, now), now],
    },
    ...whileOurs(reminder, ' AND #state = :claimed AND attribute_not_exists(#never)', { claimed: 'claimed' }),
  });
  return begun !== null;
}

type Ours = Pick<port.ClaimedReminder, 'id' | 'address' | 'claim'>;
const whileOurs = ({ id, claim }: Ours, more = '', values: Readonly<Record<string, unknown>> = {}) => ({
  condition: `#id = :id AND #claim = :claim${more}`,
  values: { id, claim, ...values },
});

/** "Never again" has no end, so a row that says it gets none. */
async function settle(place: Place, reminder: Ours, state: SettledState, now: Instant): Promise<boolean> {
  const key = table.promiseKey(reminder.address);
  const remove = rows.pendingOnly;
  const settled =
    (await updateRow(place, key, {
      set: { state, ...rows.endFields(now) },
      remove,
      ...whileOurs(reminder, ' AND attribute_not_exists(#never)'),
    })) ?? (await updateRow(place, key, { set: { state }, remove, ...whileOurs(reminder) }));
  return settled !== null;
}
