// A reminder is one message, in a month that the reader chose: which months may be chosen, when in that month it is due,
// and how many messages one address gets at most. Months are counted, never dates, so that no 31st overflows.
import type { ReminderId } from './ids.ts';
import type { Currency } from './money.ts';
import type { Frequency } from './offer.ts';
import { spreadOver } from './spread.ts';
import * as time from './time.ts';

/** `leased`: a sweep works on it; if it dies, another takes over. `sending`: SES may have it, so never again. */
export type OpenState = 'due' | 'leased' | 'sending';
/** `unsure`: who sent it died before they knew whether it left. */
export const settledStates = [
  ...(['sent', 'cancelled', 'not-needed', 'suppressed'] as const),
  ...(['too-many', 'too-late', 'refused', 'unsure'] as const),
] as const;
export type SettledState = (typeof settledStates)[number];

/** What its message proposes to give; what the reader had chosen when they asked, as far as they had. */
export interface ProposedContribution {
  readonly frequency: Frequency | null;
  readonly amountMinor: number | null;
  readonly currency: Currency | null;
}

export const fewestMonthsAhead = 1;
export const mostMonthsAhead = 12;

/** The first and the last month that may be chosen now; "now" is the newsroom's month. */
export function offeredMonths(
  now: time.Instant,
  timeZone: string,
): { readonly from: time.Month; readonly to: time.Month } {
  const current = time.monthNumberOf(time.monthOf(now, timeZone)) ?? 0;
  return {
    from: time.monthOfNumber(current + fewestMonthsAhead),
    to: time.monthOfNumber(current + mostMonthsAhead),
  };
}

/** "+3" is three months after the newsroom's month; anything else is what it says. */
export function namedMonth(text: string, now: time.Instant, timeZone: string): time.Month {
  const [, ahead = ''] = /^\+(\d{1,2})$/.exec(text) ?? [];
  if (ahead === '') return text;
  return time.monthOfNumber((time.monthNumberOf(time.monthOf(now, timeZone)) ?? 0) + Number(ahead));
}

/** Months as text sort as months do. */
export function isMonthOffered(month: time.Month, now: time.Instant, timeZone: string): boolean {
  const { from, to } = offeredMonths(now, timeZone);
  return time.monthNumberOf(month) !== null && from <= month && month <= to;
}

/** A message is sent by day: in the reader's own time zone, if they gave one. */
const firstHour = 9;
const lastHour = 18;
const secondsOfDaytime = ((lastHour - firstHour) * time.hour) / time.second;

/** On the first of the month, at a second of the day that its id draws: ten thousand messages leave over nine hours. */
export function dueInstant(month: time.Month, id: ReminderId, timeZone: string): time.Instant {
  const months = time.monthNumberOf(month);
  if (months === null) throw new Error('a month that was never let in');
  const drawn = spreadOver(id, secondsOfDaytime) * time.second;
  return time.instantInMonth(months, firstHour * time.hour + drawn, timeZone);
}

/** "Remind me in December" is no request to be reminded in February: so late a message is not sent any more. */
export const lateAfter = 31 * time.day;
export const mostMessagesAYear = 2;
/** A settled reminder keeps only hashes, so that its message can still end all messages. */
export const settledLife = 400 * time.day;

/** A common boundary at most `settledLife` away: it must not say on which day somebody cancelled. */
export const endOfSettled = (now: time.Instant): time.Instant =>
  time.commonBoundary(now, (settledLife - time.week) / time.day);
/** As a message of the year is counted: rounded up, so that two years' messages never come closer together. */
export const countedAt = (now: time.Instant): time.Instant => time.commonBoundary(now, 0);

export const messagesOfYear = (messages: readonly time.Instant[], now: time.Instant): readonly time.Instant[] =>
  messages.filter((each) => now - 365 * time.day < each);

/** The source of a checkout that a reminder led to. */
export const reminderSource = 'reminder';
/** What the fragment of a reminder's link begins with. */
export const proposalWord = 'reminder';
