// What stops a reminder in memory: a cancel, a withdrawal, and "never again".
import type { Instant } from '../../core/time.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import type { ReminderStore } from '../../ports/reminder-store.ts';
import { type CancelCapability, endPending, putRecord, type ReminderMemory, recordOf } from './reminder-records.ts';

type Cancelling = Pick<ReminderStore, 'cancel' | 'withdraw' | 'suppress' | 'isSuppressed'>;

export const memoryReminderCancel = (memory: ReminderMemory): Cancelling => ({
  async cancel(capability, how, now) {
    const found = memory.capabilities.get(capability);
    if (found === undefined || found.forgetAt <= now) return 'nothing';
    if (found.reminder === null && how === 'forever') return suppress(memory, found.address, now);
    return cancelPending(memory, found, now);
  },
  withdraw: async (address, now) => void cancelPending(memory, { address, reminder: null }, now),
  suppress: async (address, now) => void suppress(memory, address, now),
  isSuppressed: async (address) => recordOf(memory, address).never !== null,
});

function suppress(memory: ReminderMemory, address: EmailHash, now: Instant): 'cancelled' | 'nothing' {
  const found = recordOf(memory, address);
  if (found.never !== null) return 'nothing';
  const isPending = found.state === 'due' || found.state === 'leased';
  const suppressed = { ...found, never: now, forgetAt: null };
  putRecord(memory, isPending ? { ...suppressed, state: 'cancelled', pending: null } : suppressed);
  return isPending ? 'cancelled' : 'nothing';
}

/** `reminder` is the one that is meant. Null means whatever the address has pending. */
function cancelPending(
  memory: ReminderMemory,
  { address, reminder }: Pick<CancelCapability, 'address' | 'reminder'>,
  now: Instant,
): 'cancelled' | 'nothing' {
  const found = recordOf(memory, address);
  if (found.pending === null || (reminder !== null && found.pending.id !== reminder)) return 'nothing';
  if (found.state === 'sending') putRecord(memory, { ...found, pending: { ...found.pending, isCancelled: true } });
  else if (found.never !== null) return 'nothing';
  else endPending(memory, found, 'cancelled', now);
  return 'cancelled';
}
