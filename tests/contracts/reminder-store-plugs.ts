// The two reminder stores as the contract tests see them, reminders of an address of their own, and the steps that every test
// of a store takes: ask, find what is due, lease.
import { dynamodbReminderStore } from '../../shared/adapters/dynamodb/reminder-store.ts';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { day } from '../../shared/core/time.ts';
import type { DueReminder, LeasedReminder, Reminder, ReminderStore } from '../../shared/ports/reminder-store.ts';
import { emailHash, hashOf, reminder, reminderId, someday } from '../support/builders.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';

export interface ReminderStorePlug {
  readonly store: ReminderStore;
  /** Everything held, as text. */
  held(): Promise<string>;
}
export const reminderStorePlugs = [
  { name: 'in memory', isMissing: false, open: openMemory },
  { name: 'on DynamoDB', isMissing: isTableMissing(), open: openTable },
];
async function openMemory(): Promise<ReminderStorePlug> {
  const store = memoryReminderStore();
  return { store, held: async () => JSON.stringify(store.dump()) };
}
async function openTable(): Promise<ReminderStorePlug> {
  const { documentClient, tableName, rows } = await freshTable();
  return { store: dynamodbReminderStore(documentClient, tableName), held: async () => JSON.stringify(await rows()) };
}

export const dueAt = someday + 7 * day;
/** A reminder of an address of its own, because tests share a store. */
export const of = (name: string, overrides: Partial<Reminder> = {}): Reminder =>
  reminder({ id: reminderId(name.slice(0, 20)), address: emailHash(name), dueAt, ...overrides });
export const capability = (name: string) => hashOf(`the capability of ${name}`);

export type ReminderSteps = ReturnType<typeof reminderSteps>;
export function reminderSteps(store: ReminderStore) {
  const dueNow = async (now: number): Promise<DueReminder[]> => {
    const found: DueReminder[] = [];
    for (let shard = 0; shard < store.shards; shard += 1)
      for await (const each of store.due(shard, now)) found.push(each);
    return found;
  };
  /** Leases one reminder; null if it is not available. */
  async function take(requested: Reminder, lease: string, now = dueAt): Promise<LeasedReminder | 'unsure' | null> {
    for (const due of await dueNow(now)) {
      if (!due.rowKey.includes(requested.address.hash)) continue;
      return store.lease(due, lease, now);
    }
    return null;
  }
  async function taken(requested: Reminder, lease = 'one', now = dueAt): Promise<LeasedReminder> {
    const leased = await take(requested, lease, now);
    if (leased === null || leased === 'unsure') throw new Error('the reminder could not be leased');
    return leased;
  }
  const ask = (requested: Reminder) => store.remember(requested, capability(requested.id));
  return { ask, dueNow, take, taken };
}
