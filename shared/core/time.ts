// An instant is a whole number of milliseconds since 1970 (UTC); this is the only file that reckons with them.
// Months are counted on (year, month) integers, never on dates, so that no 31st can overflow into the wrong month.

export type Instant = number;
/** "YYYY-MM". */
export type Month = string;

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const week = 7 * day;
/** Monday 5 January 1970, the first Monday an instant can name. */
export const firstMonday = 4 * day;

/** The first Monday 00:00 UTC at least `noticeDays` away: the same for everyone, so that a pass tells nobody apart. */
export const commonBoundary = (now: Instant, noticeDays: number): Instant =>
  Math.ceil((now + noticeDays * day - firstMonday) / week) * week + firstMonday;

/** The last Monday 00:00 UTC, now included. */
export const boundaryBefore = (now: Instant): Instant => Math.floor((now - firstMonday) / week) * week + firstMonday;

export const roundedDown = (instant: Instant, step: number): Instant => Math.floor(instant / step) * step;
export const roundedUp = (instant: Instant, step: number): Instant => Math.ceil(instant / step) * step;

export const secondsOf = (instant: Instant): number => Math.floor(instant / second);
export const instantOfSeconds = (seconds: number): Instant => seconds * second;

/** ISO 8601 in UTC with whole seconds ("2026-11-23T09:00:00Z"). */
export function isoOf(instant: Instant): string {
  const { year, month, dayOfMonth } = civilOf(Math.floor(instant / day));
  const rest = instant - Math.floor(instant / day) * day;
  const [hours, minutes, seconds] = [rest / hour, (rest % hour) / minute, (rest % minute) / second].map(Math.floor);
  return `${digits(year, 4)}-${digits(month)}-${digits(dayOfMonth)}T${digits(hours)}:${digits(minutes)}:${digits(seconds)}Z`;
}

/** "YYYY-MM-DD" in UTC → its first instant, or null where there is no such day. */
export function instantOfDay(text: string): Instant | null {
  const shape = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (shape === null) return null;
  const [year, month, dayOfMonth] = shape.slice(1).map(Number);
  if (year === undefined || month === undefined || dayOfMonth === undefined) return null;
  const days = daysOf(year, month, dayOfMonth);
  const back = civilOf(days);
  return back.year === year && back.month === month && back.dayOfMonth === dayOfMonth ? days * day : null;
}

/**
 * The month an instant falls in where the newsroom is. `timeZone` is an IANA name. No zone is a whole day from UTC, so it
 * is only asked for within a day of a month's end: Intl's first calendar takes 10 ms, which most cold starts then save.
 */
export function monthOf(instant: Instant, timeZone: string): Month {
  const [dayBefore, dayAfter] = [monthInUtc(instant - day), monthInUtc(instant + day)];
  return dayBefore === dayAfter ? dayBefore : monthInZone(instant, timeZone);
}

/** For what needs no newsroom's month, and in the browser, where Intl's calendars would weigh. */
export function monthInUtc(instant: Instant): Month {
  const { year, month } = civilOf(Math.floor(instant / day));
  return `${digits(year, 4)}-${digits(month)}`;
}

function monthInZone(instant: Instant, timeZone: string): Month {
  const parts = monthFormat(timeZone).formatToParts(instant);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${digits(Number(part('year')), 4)}-${digits(Number(part('month')))}`;
}

// Left out of bundles that need no zone.
const monthFormat = /* @__PURE__ */ cached({ year: 'numeric', month: '2-digit' });
const clockFormat = /* @__PURE__ */ cached({
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
function cached(shown: Intl.DateTimeFormatOptions): (timeZone: string) => Intl.DateTimeFormat {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const known = formats.get(timeZone);
    if (known !== undefined) return known;
    const made = new Intl.DateTimeFormat('en', { timeZone, calendar: 'gregory', ...shown });
    formats.set(timeZone, made);
    return made;
  };
}

/** Months since the year 0, so that months are added as whole numbers; null for what names no month. */
export function monthNumberOf(text: string): number | null {
  const [, year = '', month = ''] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  return year === '' ? null : Number(year) * 12 + Number(month) - 1;
}
export const monthOfNumber = (months: number): Month =>
  `${digits(Math.floor(months / 12), 4)}-${digits((months % 12) + 1)}`;

/** The instant at which the clocks of a zone stand `sinceMidnight` into the first day of a month. */
export function instantInMonth(months: number, sinceMidnight: number, timeZone: string): Instant {
  const shown = daysOf(Math.floor(months / 12), (months % 12) + 1, 1) * day + sinceMidnight;
  // The clocks may be changed between the guess and the instant; a second look has the offset that holds there.
  const guess = shown - offsetAt(shown, timeZone);
  return shown - offsetAt(guess, timeZone);
}

/** When the clocks of a zone last stood `sinceMidnight` into a day, now included. */
export function lastTimeOfDay(now: Instant, sinceMidnight: number, timeZone: string): Instant {
  const [minuteNow, here] = [roundedDown(now, minute), offsetAt(roundedDown(now, minute), timeZone)];
  const shown = roundedDown(minuteNow + here - sinceMidnight, day) + sinceMidnight;
  return shown - offsetAt(shown - here, timeZone);
}

/** 1 to 31, as the calendar of the zone shows it. */
export const dayOfMonth = (instant: Instant, timeZone: string): number => {
  const start = roundedDown(instant, minute);
  return civilOf(Math.floor((start + offsetAt(start, timeZone)) / day)).dayOfMonth;
};

/** 0 to 23. */
export const clockHour = (instant: Instant, timeZone: string): number => {
  const start = roundedDown(instant, minute);
  return Math.floor(((start + offsetAt(start, timeZone)) % day) / hour);
};

/** The same day and time so many months later, or the last day of a shorter month, in UTC: as Stripe counts from an anchor. */
export function monthsAfter(anchor: Instant, months: number): Instant {
  const days = Math.floor(anchor / day);
  const { year, month, dayOfMonth } = civilOf(days);
  const count = year * 12 + month - 1 + months;
  const first = daysOf(Math.floor(count / 12), (count % 12) + 1, 1);
  const last = daysOf(Math.floor((count + 1) / 12), ((count + 1) % 12) + 1, 1) - 1;
  return Math.min(first + dayOfMonth - 1, last) * day + (anchor - days * day);
}

export const monthBefore = (month: Month): Month => monthOfNumber((monthNumberOf(month) ?? 0) - 1);

function offsetAt(instant: Instant, timeZone: string): number {
  const parts = clockFormat(timeZone).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? 0);
  const days = daysOf(part('year'), part('month'), part('day'));
  return days * day + part('hour') * hour + part('minute') * minute + part('second') * second - instant;
}

const digits = (value = 0, length = 2): string => String(value).padStart(length, '0');

// Days ↔ civil date on integers. Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (public domain).
function civilOf(days: number): { year: number; month: number; dayOfMonth: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

function daysOf(year: number, month: number, dayOfMonth: number): number {
  const fromMarch = year - (month <= 2 ? 1 : 0);
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
