// Takes a request for a reminder and queues it, sealed: the mailbox is asked first, and nothing about the address is stored
// here. Whatever is known about it, the answer and the work are the same.
import type { Email } from '../core/email.ts';
import type { Failure } from '../core/failure.ts';
import { known, parseReminderId } from '../core/ids.ts';
import { checkContribution, type Offer } from '../core/offer.ts';
import { dueInstant, isMonthOffered, namedMonth, offeredMonths, type ProposedContribution } from '../core/reminder.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { reminderRequestText } from '../core/sealed-request.ts';
import type { Instant, Month } from '../core/time.ts';
import type { MailQueue } from '../ports/mail-queue.ts';
import type { Sealer } from '../ports/seal.ts';
import type { Chance, Clock, Log } from '../ports/system.ts';

export interface RequestReminderNeeds {
  readonly offer: Offer;
  /** The newsroom's: its months are the ones offered, and its day counts where a reader names no clock of theirs. */
  readonly timeZone: string;
  readonly sealer: Sealer;
  readonly mail: MailQueue;
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
}

export async function requestReminder(
  needs: RequestReminderNeeds,
  input: ReminderInput,
): Promise<Result<null, Failure>> {
  const now = needs.clock.now();
  const month = namedMonth(input.month, now, needs.timeZone);
  const checked = checkInput(needs, { ...input, month }, now);
  if (!checked.ok) return checked;
  const id = needs.chance.token(16);
  const reminder = known(parseReminderId(`rm_${id}`));
  const dueAt = dueInstant(month, reminder, input.timeZone ?? needs.timeZone);
  const { email, contribution, locale } = input;
  // Bound to the reminder's id, so it is no request for a link, and opens for the reminder that it becomes.
  const sealed = await needs.sealer.seal(reminderRequestText({ email, dueAt, contribution, locale }), reminder);
  await needs.mail.send({ id, sealed });
  needs.log.write('reminder-requested', {});
  return succeed(null);
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
