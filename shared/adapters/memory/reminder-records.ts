// The records that the memory reminder store works on: one per address hash, and what a step may change in one. A record
// that goes in is copied, so that no caller holds a part of the store.
import type { OpenState, SettledState } from '../../core/reminder.ts';
import type { Instant } from '../../core/time.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import type { LeasedReminder, Reminder } from '../../ports/reminder-store.ts';
import { endFields } from '../dynamodb/reminder-row.ts';
import { reminderKey } from '../dynamodb/table.ts';

interface PendingReminder extends Omit<LeasedReminder, 'lease' | 'messages' | 'address'> {
  readonly wakeAt: Instant;
  readonly lease: string | null;
  readonly isCancelled: boolean;
}
export interface ReminderRecord {
  readonly address: EmailHash;
  readonly state: OpenState | SettledState | 'none';
  /** Of the last one that was stored. Absent in what an older local run saved. */
  readonly lastId?: Reminder['id'];
  readonly pending: PendingReminder | null;
  readonly messages: readonly Instant[];
  readonly never: Instant | null;
  /** Absent in what an older local run saved. */
  readonly suppressedUntil?: Instant;
  /** Null has no end. */
  readonly forgetAt: Instant | null;
}
export interface CancelCapability {
  readonly address: EmailHash;
  readonly reminder: Reminder['id'] | null;
  readonly forgetAt: Instant;
}
export interface ReminderMemory {
  readonly records: Map<string, ReminderRecord>;
  readonly capabilities: Map<string, CancelCapability>;
  /** By kind and day. */
  readonly messagesOfDay: Map<string, number>;
}
/** What names a leased reminder. Only the holder of the lease may change it. */
export type Leased = Pick<LeasedReminder, 'address' | 'id' | 'lease'>;

const empty = { state: 'none', pending: null, messages: [], never: null, forgetAt: null } as const;

export const recordOf = ({ records }: ReminderMemory, address: EmailHash): ReminderRecord =>
  records.get(reminderKey(address).pk) ?? { address, ...empty };

export function putRecord({ records }: ReminderMemory, record: ReminderRecord): void {
  records.set(reminderKey(record.address).pk, structuredClone(record));
}

export const isSuppressed = ({ never, suppressedUntil = 0 }: ReminderRecord, now: Instant): boolean =>
  never !== null || suppressedUntil > now;

/** Ends what is pending. A record that says "never again" has no end itself. */
export function endPending(memory: ReminderMemory, record: ReminderRecord, state: SettledState, now: Instant): void {
  const forgetAt = record.never === null ? endFields(now).forgetAt : null;
  putRecord(memory, { ...record, state, pending: null, forgetAt });
}

/** Null where the lease is over or belongs to another sweep. */
export function leasedRecord(memory: ReminderMemory, { address, id, lease }: Leased): ReminderRecord | null {
  const found = recordOf(memory, address);
  return found.pending?.id === id && found.pending.lease === lease ? found : null;
}

/** False where the reminder is no longer the caller's to settle. */
export function settle(memory: ReminderMemory, reminder: Leased, state: SettledState, now: Instant): boolean {
  const found = leasedRecord(memory, reminder);
  if (found !== null) endPending(memory, found, state, now);
  return found !== null;
}
