// What stops a reminder in memory: a cancel, a withdrawal, and "never again".
import { boundaryBefore, type Instant } from '../../core/time.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import type { ReminderStore } from '../../ports/reminder-store.ts';
import { endFields } from '../dynamodb/reminder-row.ts';
import {
  type CancelCapability,
  endPending,
  isSuppressed,
  putRecord,
  type ReminderMemory,
  recordOf,
} from './reminder-records.ts';

type Cancelling = Pick<ReminderStore, 'cancel' | 'silence' | 'withdraw' | 'suppress' | 'isSuppressed'>;

export const memoryReminderCancel = (memory: ReminderMemory): Cancelling => ({
  async cancel(capability, how, now) {
    const found = memory.capabilities.get(capability);
    if (found === undefined || found.forgetAt <= now) return 'nothing';
    if (found.reminder === null && how === 'forever') return neverAgain(memory, found.address, now);
    return cancelPending(memory, found, now);
  },
  silence: async (address, now) => neverAgain(memory, address, now),
  withdraw: async (address, now) => void cancelPending(memory, { address, reminder: null }, now),
  suppress: async (address, until, now) => suppress(memory, address, until, now),
  isSuppressed: async (address, now) => isSuppressed(recordOf(memory, address), now),
});

function neverAgain(memory: ReminderMemory, address: EmailHash, now: Instant): 'cancelled' | 'nothing' {
  const found = recordOf(memory, address);
  if (found.never !== null) return 'nothing';
  const isPending = found.state === 'due' || found.state === 'leased';
  const suppressed = { ...found, never: boundaryBefore(now), forgetAt: null };
  putRecord(memory, isPending ? { ...suppressed, state: 'cancelled', pending: null } : suppressed);
  return isPending ? 'cancelled' : 'nothing';
}

function suppress(memory: ReminderMemory, address: EmailHash, until: Instant, now: Instant): void {
  const found = recordOf(memory, address);
  if (found.never !== null || (found.suppressedUntil ?? 0) >= until) return;
  const suppressed = { ...found, suppressedUntil: until };
  if (found.state === 'due' || found.state === 'leased') endPending(memory, suppressed, 'cancelled', now);
  else if (found.state === 'sending') putRecord(memory, suppressed);
  else putRecord(memory, { ...suppressed, forgetAt: found.state === 'none' ? until : endFields(now).forgetAt });
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
