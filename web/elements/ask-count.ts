// How often this browser was asked this month, and until when it is asked no more. Kept as "2026-11 7": a month and a
// number, which say nothing of what was read. Months are counted in UTC, the same for every page.
import type { Instant } from '../../shared/core/time.ts';
import { monthAhead, monthAt, startOf } from './months.ts';

/** `saved` is what this browser remembers; another month's count, and what never was one, is none. */
export function asksIn(saved: string | null, now: Instant): number {
  const [, month, count] = /^(\d{4}-\d{2}) (\d{1,4})$/.exec(saved ?? '') ?? [];
  return month === monthAt(now) ? Number(count) : 0;
}

export const oneMoreAsk = (saved: string | null, now: Instant): string => `${monthAt(now)} ${asksIn(saved, now) + 1}`;

/** The first instant of the next month. */
export const nextMonth = (now: Instant): Instant => startOf(monthAhead(now, 1));
