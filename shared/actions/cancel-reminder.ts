// Cancels a reminder by its capability, or also refuses every later reminder for its address. An unknown capability, a
// used one and a valid one get the same answer, so a guess learns nothing.
import { type Result, succeed } from '../core/result.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { Clock, Log } from '../ports/system.ts';

export interface CancelReminderNeeds {
  readonly reminders: Pick<ReminderStore, 'cancel'>;
  readonly hasher: Hasher;
  readonly clock: Clock;
  readonly log: Log;
}
export interface Cancelling {
  readonly token: string;
  readonly isForever: boolean;
}

export async function cancelReminder(
  { reminders, hasher, clock, log }: CancelReminderNeeds,
  { token, isForever }: Cancelling,
): Promise<Result<null, never>> {
  const outcome = await reminders.cancel(hasher.digest(token), isForever ? 'forever' : 'once', clock.now());
  if (outcome === 'cancelled') log.write('reminder-cancelled', { why: isForever ? 'forever' : 'once' });
  return succeed(null);
}
