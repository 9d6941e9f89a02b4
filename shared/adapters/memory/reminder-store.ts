// Promises to remind in memory: one record per address hash, changed under the same conditions as a row of the table.
import { messagesOfYear, type OpenState, type SettledState } from '../../core/reminder.ts';
import { spreadOver } from '../../core/spread.ts';
import { day, type Instant, second } from '../../core/time.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import * as port from '../../ports/reminder-store.ts';
import { endFields, endOfPending } from '../dynamodb/reminder-row.ts';
import { dueShards, reminderKey } from '../dynamodb/table.ts';

interface Pending extends Omit<port.LeasedReminder, 'lease' | 'messages' | 'address'> {
  readonly wakeAt: Instant;
  readonly lease: string | null;
  readonly isCancelled: boolean;
}
interface Held {
  readonly address: EmailHash;
  readonly state: OpenState | SettledState | 'none';
  readonly pending: Pending | null;
  readonly messages: readonly Instant[];
  readonly never: Instant | null;
  /** Null has no end. */
  readonly forgetAt: Instant | null;
}
interface Capability {
  readonly address: EmailHash;
  readonly reminder: port.Reminder['id'] | null;
  readonly forgetAt: Instant;
}
/** Plain JSON: what a local run without Java keeps over a restart. */
export interface ReminderDump {
  readonly held: readonly (readonly [string, Held])[];
  readonly capabilities: readonly (readonly [string, Capability])[];
  readonly messagesOfDay: readonly (readonly [number, number])[];
}
export interface MemoryReminderStore extends port.ReminderStore {
  dump(): ReminderDump;
  restore(dump: ReminderDump): void;
}

export function memoryReminderStore(): MemoryReminderStore {
  const held = new Map<string, Held>();
  const capabilities = new Map<string, Capability>();
  const messagesOfDay = new Map<number, number>();
  const locationOf = (address: EmailHash): string => reminderKey(address).pk;
  const heldAt = (address: EmailHash): Held =>
    held.get(locationOf(address)) ?? {
      address,
      state: 'none',
      pending: null,
      messages: [],
      never: null,
      forgetAt: null,
    };
  const put = (next: Held): void => void held.set(locationOf(next.address), structuredClone(next));
  const end = (found: Held, state: SettledState, now: Instant): void =>
    put({ ...found, state, pending: null, forgetAt: found.never === null ? endFields(now).forgetAt : null });
  const ours = ({ address, id, lease }: Pick<port.LeasedReminder, 'address' | 'id' | 'lease'>): Held | null => {
    const found = heldAt(address);
    return found.pending?.id === id && found.pending.lease === lease ? found : null;
  };

  function silence(address: EmailHash, now: Instant): 'cancelled' | 'nothing' {
    const found = heldAt(address);
    if (found.never !== null) return 'nothing';
    const isPending = found.state === 'due' || found.state === 'leased';
    const silent = { ...found, never: now, forgetAt: null };
    put(isPending ? { ...silent, state: 'cancelled', pending: null } : silent);
    return isPending ? 'cancelled' : 'nothing';
  }
  function cancelIts({ address, reminder }: Capability, now: Instant): 'cancelled' | 'nothing' {
    const found = heldAt(address);
    if (found.pending === null || (reminder !== null && found.pending.id !== reminder)) return 'nothing';
    if (found.state === 'sending') put({ ...found, pending: { ...found.pending, isCancelled: true } });
    else if (found.never !== null) return 'nothing';
    else end(found, 'cancelled', now);
    return 'cancelled';
  }
  function settle(reminder: Parameters<typeof ours>[0], state: SettledState, now: Instant): boolean {
    const found = ours(reminder);
    if (found !== null) end(found, state, now);
    return found !== null;
  }

  return {
    shards: dueShards,
    async ask({ address, ...reminder }, { cancel, isHeeded }) {
      const found = heldAt(address);
      if (!isHeeded || found.never !== null) return 'ignored';
      const forgetAt = endOfPending(reminder.dueAt);
      const fresh = { wakeAt: reminder.dueAt, lease: null, isCancelled: false, tries: 0 };
      put({ ...found, state: 'due', pending: { ...reminder, ...fresh }, forgetAt });
      capabilities.set(cancel, { address, reminder: reminder.id, forgetAt });
      return 'kept';
    },
    async cancel(capability, how, now) {
      const found = capabilities.get(capability);
      if (found === undefined || found.forgetAt <= now) return 'nothing';
      return found.reminder === null && how === 'forever' ? silence(found.address, now) : cancelIts(found, now);
    },
    withdraw: async (address, now) => void cancelIts({ address, reminder: null, forgetAt: now }, now),
    suppress: async (address, now) => void silence(address, now),
    isSuppressed: async (address) => heldAt(address).never !== null,
    async *due(shard, now) {
      const waking = [...held]
        .flatMap(([rowKey, { pending }]) =>
          pending === null ? [] : [{ rowKey, id: pending.id, wakeAt: pending.wakeAt }],
        )
        .filter(({ id, wakeAt }) => wakeAt <= now && spreadOver(id, dueShards) === shard)
        .sort((one, other) => one.wakeAt - other.wakeAt);
      for (const { rowKey, wakeAt } of waking) yield { rowKey, wakeAt };
    },
    async lease({ rowKey }, lease, now) {
      const found = held.get(rowKey);
      if (found?.pending == null || found.pending.wakeAt > now) return null;
      const { pending, address, messages } = found;
      if (found.state === 'sending') {
        end(found, 'unsure', now);
        return 'unsure';
      }
      const { isCancelled: _, wakeAt: __, ...reminder } = pending;
      put({ ...found, state: 'leased', pending: { ...pending, lease, wakeAt: now + port.leaseSeconds * second } });
      return structuredClone({ ...reminder, address, messages, lease });
    },
    async begin(reminder, capability, now) {
      const { address, messages } = reminder;
      capabilities.set(capability, { address, reminder: null, forgetAt: endFields(now).forgetAt });
      const found = ours(reminder);
      if (found?.pending == null || found.state !== 'leased' || found.never !== null) return false;
      const pending = { ...found.pending, wakeAt: now + port.sendingSeconds * second };
      put({ ...found, state: 'sending', pending, messages: [...messagesOfYear(messages, now), now] });
      return true;
    },
    settle: async (reminder, state, now) => settle(reminder, state, now),
    async putBack(reminder, { wakeAt, tries, now }) {
      const found = ours(reminder);
      if (found?.pending == null) return true;
      if (found.pending.isCancelled) return !settle(reminder, 'cancelled', now);
      const pending = { ...found.pending, wakeAt, tries, lease: null };
      put({ ...found, state: 'due', pending, messages: reminder.messages });
      return true;
    },
    async countMessage(most, now) {
      const dayNumber = Math.floor(now / day);
      const messages = messagesOfDay.get(dayNumber) ?? 0;
      if (messages < most) messagesOfDay.set(dayNumber, messages + 1);
      return messages < most;
    },
    dump: () =>
      structuredClone({ held: [...held], capabilities: [...capabilities], messagesOfDay: [...messagesOfDay] }),
    restore(dump) {
      for (const map of [held, capabilities, messagesOfDay]) map.clear();
      for (const [rowKey, each] of structuredClone(dump.held)) held.set(rowKey, each);
      for (const [hash, each] of structuredClone(dump.capabilities)) capabilities.set(hash, each);
      for (const [dayNumber, count] of dump.messagesOfDay) messagesOfDay.set(dayNumber, count);
    },
  };
}
