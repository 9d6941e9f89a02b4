// What a sweep does to reminders in memory: it finds what is due, leases it, marks it before the message leaves, and
// settles it.
import { countedAt, messagesOfYear } from '../../core/reminder.ts';
import { spreadOver } from '../../core/spread.ts';
import { day, type Instant, second } from '../../core/time.ts';
import * as port from '../../ports/reminder-store.ts';
import { endFields } from '../dynamodb/reminder-row.ts';
import { dueShards } from '../dynamodb/table.ts';
import { endPending, isSuppressed, leasedRecord, putRecord, type ReminderMemory, settle } from './reminder-records.ts';

type Sweep = Omit<
  port.ReminderStore,
  'takeAsk' | 'remember' | 'cancel' | 'silence' | 'withdraw' | 'suppress' | 'isSuppressed'
>;

export const memoryReminderSweep = (memory: ReminderMemory): Sweep => ({
  shards: dueShards,
  due: (shard, now) => due(memory, shard, now),
  lease: async (found, lease, now) => leaseDue(memory, found, lease, now),
  async begin(reminder, capability, now) {
    const { address, messages } = reminder;
    memory.capabilities.set(capability, { address, reminder: null, forgetAt: endFields(now).forgetAt });
    const found = leasedRecord(memory, reminder);
    if (found?.pending == null || found.state !== 'leased' || isSuppressed(found, now)) return false;
    const pending = { ...found.pending, wakeAt: now + port.sendingSeconds * second };
    putRecord(memory, {
      ...found,
      state: 'sending',
      pending,
      messages: [...messagesOfYear(messages, now), countedAt(now)],
    });
    return true;
  },
  settle: async (reminder, state, now) => settle(memory, reminder, state, now),
  async putBack(reminder, { wakeAt, tries, now }) {
    const found = leasedRecord(memory, reminder);
    if (found?.pending == null) return true;
    if (found.pending.isCancelled) return !settle(memory, reminder, 'cancelled', now);
    const pending = { ...found.pending, wakeAt, tries, lease: null };
    putRecord(memory, { ...found, state: 'due', pending, messages: reminder.messages });
    return true;
  },
  async countMessage({ kind, most, weight = 1 }, now) {
    const counter = `${kind} ${Math.floor(now / day)}`;
    const messages = memory.messagesOfDay.get(counter) ?? 0;
    if (messages < most) memory.messagesOfDay.set(counter, messages + weight);
    return messages < most;
  },
});

async function* due({ records }: ReminderMemory, shard: number, now: Instant): AsyncIterable<port.DueReminder> {
  const waking = [...records]
    .flatMap(([rowKey, { pending }]) => (pending === null ? [] : [{ rowKey, id: pending.id, wakeAt: pending.wakeAt }]))
    .filter(({ id, wakeAt }) => wakeAt <= now && spreadOver(id, dueShards) === shard)
    .sort((one, other) => one.wakeAt - other.wakeAt);
  for (const { rowKey, wakeAt } of waking) yield { rowKey, wakeAt };
}

function leaseDue(memory: ReminderMemory, { rowKey }: port.DueReminder, lease: string, now: Instant) {
  const found = memory.records.get(rowKey);
  if (found?.pending == null || found.pending.wakeAt > now) return null;
  const { pending, address, messages } = found;
  if (found.state === 'sending') {
    endPending(memory, found, 'unsure', now);
    return 'unsure';
  }
  const { isCancelled: _, wakeAt: __, ...reminder } = pending;
  const wakeAt = now + port.leaseSeconds * second;
  putRecord(memory, { ...found, state: 'leased', pending: { ...pending, lease, wakeAt } });
  return structuredClone({ ...reminder, address, messages, lease });
}
