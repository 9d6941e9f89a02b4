// Cancels a reminder by its capability, or also refuses every later reminder for its address. An unknown capability, a
// used one and a valid one get the same answer, so a guess learns nothing. The confirmation in a first message ends what its
// address has pending too, or refuses every later one: it proves the same mailbox.
import { type Result, succeed } from '../core/result.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { Clock, Log } from '../ports/system.ts';
import { type ConfirmationNeeds, readConfirmation } from './confirm-reminder.ts';

export interface CancelByCapabilityNeeds {
  readonly reminders: Pick<ReminderStore, 'cancel'>;
  readonly hasher: Hasher;
  readonly clock: Clock;
  readonly log: Log;
}
export interface CancelReminderNeeds extends CancelByCapabilityNeeds, ConfirmationNeeds {
  readonly reminders: Pick<ReminderStore, 'cancel' | 'silence' | 'withdraw'>;
}
export interface Cancelling {
  readonly token: string;
  readonly isForever: boolean;
}

export async function cancelReminder(needs: CancelReminderNeeds, cancelling: Cancelling): Promise<Result<null, never>> {
  const confirmation = await readConfirmation(needs, cancelling.token);
  if (confirmation === null) return cancelByCapability(needs, cancelling);
  const { reminders, clock } = needs;
  if (cancelling.isForever) await reminders.silence(confirmation, clock.now());
  else await reminders.withdraw(confirmation, clock.now());
  return succeed(null);
}

/** What a browser keeps, or a reminder's own message. */
export async function cancelByCapability(
  { reminders, hasher, clock, log }: CancelByCapabilityNeeds,
  { token, isForever }: Cancelling,
): Promise<Result<null, never>> {
  const outcome = await reminders.cancel(hasher.digest(token), isForever ? 'forever' : 'once', clock.now());
  if (outcome === 'cancelled') log.write('reminder-cancelled', { why: isForever ? 'forever' : 'once' });
  return succeed(null);
}
