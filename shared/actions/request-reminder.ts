// Takes a reminder: seals the address so that nothing on this side can read it again, and keeps it under its
// keyed hash. Whatever is known about the address, the answer and the work are the same; a second request replaces the first.
import type { Email } from '../core/email.ts';
import type { Failure } from '../core/failure.ts';
import { known, parseReminderId } from '../core/ids.ts';
import { checkContribution, type Offer } from '../core/offer.ts';
import { dueInstant, isMonthOffered, namedMonth, offeredMonths, type ProposedContribution } from '../core/reminder.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { addressText } from '../core/sealed-request.ts';
import type { Instant, Month } from '../core/time.ts';
import type { AttemptLimit, AttemptLimiter } from '../ports/attempt-limiter.ts';
import type { EmailHasher, Hasher } from '../ports/hasher.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { Sealer } from '../ports/seal.ts';
import type { Chance, Clock, Log } from '../ports/system.ts';

export interface RequestReminderNeeds {
  readonly offer: Offer;
  /** The newsroom's: its months are the ones offered, and its day counts where a reader names no clock of theirs. */
  readonly timeZone: string;
  readonly reminders: Pick<ReminderStore, 'ask'>;
  readonly sealer: Sealer;
  readonly emails: Pick<EmailHasher, 'hashEmail'>;
  readonly limiter: AttemptLimiter;
  readonly hasher: Hasher;
  readonly chance: Chance;
  readonly clock: Clock;
  readonly log: Log;
}
export interface ReminderInput {
  readonly email: Email;
  /** "2026-12", or "+3" for so many months on. */
  readonly month: Month;
  readonly contribution: ProposedContribution;
  readonly locale: string | null;
  /** An IANA name that is one; null for the newsroom's own. */
  readonly timeZone: string | null;
  /** Network address of the caller: counted under a daily salt, never stored. */
  readonly caller: string;
}
export interface RequestedReminder {
  /** What the asking browser keeps: it cancels this reminder when the browser's own contribution succeeds, and does nothing else. */
  readonly secret: string;
  readonly dueAt: Instant;
}

/** Generous to an office and to Tor's exits; a script that signs up a whole list is slowed to uselessness. */
const byCaller: AttemptLimit = { name: 'reminders-by-caller', most: 20, windowSeconds: 600 };
/** Somebody changes their mind, or mistypes the month; nobody does it all day. */
const byEmail: AttemptLimit = { name: 'reminders-by-email', most: 5, windowSeconds: 86_400 };

export async function requestReminder(
  needs: RequestReminderNeeds,
  input: ReminderInput,
): Promise<Result<RequestedReminder, Failure>> {
  const now = needs.clock.now();
  const month = namedMonth(input.month, now, needs.timeZone);
  const checked = checkInput(needs, { ...input, month }, now);
  if (!checked.ok) return checked;
  const waitSeconds = await needs.limiter.count(byCaller, input.caller, now);
  if (waitSeconds !== null) return fail({ kind: 'too-many-attempts', retryAfterSeconds: waitSeconds });
  const isHeeded = (await needs.limiter.count(byEmail, input.email, now)) === null;
  const id = known(parseReminderId(`rm_${needs.chance.token(16)}`));
  const dueAt = dueInstant(month, id, input.timeZone ?? needs.timeZone);
  const secret = needs.chance.token(32);
  const { contribution, locale } = input;
  const address = await needs.emails.hashEmail(input.email);
  const sealed = await needs.sealer.seal(addressText(input.email), id);
  const cancel = needs.hasher.digest(secret);
  const outcome = await needs.reminders.ask({ id, address, sealed, dueAt, contribution, locale }, { cancel, isHeeded });
  needs.log.write('reminder-requested', { outcome });
  return succeed({ secret, dueAt });
}

function checkInput(needs: RequestReminderNeeds, input: ReminderInput, now: Instant): Result<null, Failure> {
  if (!isMonthOffered(input.month, now, needs.timeZone)) {
    return fail({ kind: 'month-not-offered', ...offeredMonths(now, needs.timeZone) });
  }
  const { frequency, amountMinor, currency } = input.contribution;
  if (currency === null) return succeed(null);
  const offered = needs.offer.currencies.map((each) => each.currency);
  if (!offered.includes(currency)) return fail({ kind: 'currency-not-offered', offered });
  if (frequency === null || amountMinor === null) return succeed(null);
  const contribution = checkContribution(needs.offer, { frequency, amountMinor, currency });
  return contribution.ok ? succeed(null) : contribution;
}
