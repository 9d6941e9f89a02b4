// Stores a reminder whose mailbox said yes: whoever shows the confirmation read the message that carried it. One that is
// altered, ended or made with another key is no confirmation; a second press of the same one stores nothing more. Where no
// message will come, it says so: only the mailbox's reader has the link.
import type { Failure } from '../core/failure.ts';
import { parseConfirmationText, piecesOfToken, type ReminderConfirmation } from '../core/reminder-confirmation.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import type { Instant } from '../core/time.ts';
import type { ConfirmationSigner } from '../ports/confirmation-signer.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { Chance, Clock, Log } from '../ports/system.ts';

export interface ConfirmationNeeds {
  readonly confirmations: Pick<ConfirmationSigner, 'isProven'>;
  readonly clock: Clock;
}
export interface ConfirmReminderNeeds extends ConfirmationNeeds {
  readonly reminders: Pick<ReminderStore, 'remember'>;
  readonly hasher: Hasher;
  readonly chance: Chance;
  readonly log: Log;
}
export interface ConfirmedReminder {
  /**
   * What the confirming browser keeps: it cancels this reminder when the browser's own contribution succeeds, and does nothing
   * else. Null where it waits already: what the browser has stays good.
   */
  readonly secret: string | null;
  readonly dueAt: Instant;
}

export async function confirmReminder(
  needs: ConfirmReminderNeeds,
  token: string,
): Promise<Result<ConfirmedReminder, Failure>> {
  const confirmation = await readConfirmation(needs, token);
  if (confirmation === null) return fail({ kind: 'confirmation-unknown' });
  const { id, pepper, hash, sealed, dueAt, contribution, locale } = confirmation;
  const secret = needs.chance.token(32);
  const reminder = { id, address: { pepper, hash }, sealed, dueAt, contribution, locale };
  const outcome = await needs.reminders.remember(reminder, needs.hasher.digest(secret));
  // Which of the others it was is known to the mailbox's reader alone, and is no line of a log.
  needs.log.write('reminder-confirmed', { outcome: outcome === 'saved' ? 'saved' : 'ignored' });
  if (outcome === 'silent') return fail({ kind: 'reminders-refused' });
  if (outcome === 'ended') return fail({ kind: 'reminder-ended' });
  return succeed({ secret: outcome === 'saved' ? secret : null, dueAt });
}

/** Null for every token that we did not write, and for one past its end. */
export async function readConfirmation(
  { confirmations, clock }: ConfirmationNeeds,
  token: string,
): Promise<ReminderConfirmation | null> {
  const { text, proof } = piecesOfToken(token);
  const confirmation = parseConfirmationText(text);
  if (confirmation === null || !(await confirmations.isProven(text, confirmation.pepper, proof))) return null;
  return clock.now() < confirmation.expiresAt ? confirmation : null;
}
