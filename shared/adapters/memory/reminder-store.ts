// Reminders in memory: one record per address hash, changed under the same conditions as a row of the table.

import { day, roundedUp } from '../../core/time.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import type { ReminderStore } from '../../ports/reminder-store.ts';
import { endOfPending } from '../dynamodb/reminder-row.ts';
import { reminderKey } from '../dynamodb/table.ts';
import { memoryReminderCancel } from './reminder-cancel.ts';
import {
  type CancelCapability,
  isSuppressed,
  putRecord,
  type ReminderMemory,
  type ReminderRecord,
  recordOf,
} from './reminder-records.ts';
import { memoryReminderSweep } from './reminder-sweep.ts';

/** Plain JSON: what a local run without Java saves for its next start. */
export interface ReminderDump {
  readonly held: readonly (readonly [string, ReminderRecord])[];
  readonly capabilities: readonly (readonly [string, CancelCapability])[];
  readonly messagesOfDay: readonly (readonly [string, number])[];
}
export interface MemoryReminderStore extends ReminderStore {
  forgetMessages(address: EmailHash): void;
  dump(): ReminderDump;
  restore(dump: ReminderDump): void;
}

export function memoryReminderStore(): MemoryReminderStore {
  const memory: ReminderMemory = { records: new Map(), capabilities: new Map(), messagesOfDay: new Map() };
  /** Not saved over a restart: an address may be asked once more that day. */
  const asks = new Map<string, { readonly request: string; readonly until: number }>();
  return {
    async takeAsk(address, request, now) {
      const { pk } = reminderKey(address);
      const taken = asks.get(pk);
      if (taken !== undefined && now < taken.until && taken.request !== request) return false;
      asks.set(pk, { request, until: roundedUp(now + 1, day) });
      return true;
    },
    forgetMessages: (address) => void asks.delete(reminderKey(address).pk),
    async remember({ address, ...reminder }, capability) {
      const found = recordOf(memory, address);
      if (isSuppressed(found, reminder.dueAt)) return 'silent';
      if (found.lastId === reminder.id) return found.pending === null ? 'ended' : 'waits';
      const forgetAt = endOfPending(reminder.dueAt);
      const fresh = { wakeAt: reminder.dueAt, lease: null, isCancelled: false, tries: 0 };
      putRecord(memory, { ...found, lastId: reminder.id, state: 'due', pending: { ...reminder, ...fresh }, forgetAt });
      memory.capabilities.set(capability, { address, reminder: reminder.id, forgetAt });
      return 'saved';
    },
    ...memoryReminderCancel(memory),
    ...memoryReminderSweep(memory),
    dump: () => structuredClone(dumpOf(memory)),
    restore: (dump) => fill(memory, structuredClone(dump)),
  };
}

const dumpOf = ({ records, capabilities, messagesOfDay }: ReminderMemory): ReminderDump => ({
  held: [...records],
  capabilities: [...capabilities],
  messagesOfDay: [...messagesOfDay],
});

function fill({ records, capabilities, messagesOfDay }: ReminderMemory, dump: ReminderDump): void {
  for (const map of [records, capabilities, messagesOfDay]) map.clear();
  for (const [rowKey, record] of dump.held) records.set(rowKey, record);
  for (const [hash, capability] of dump.capabilities) capabilities.set(hash, capability);
  for (const [dayNumber, count] of dump.messagesOfDay) messagesOfDay.set(dayNumber, count);
}
