// Months in UTC by the browser's own calendar, which a page need not load: core counts them with whole numbers instead, in code
// that would weigh. It names no day, so no 31st can overflow.
import type { Instant, Month } from '../../shared/core/time.ts';

export const monthAt = (now: Instant): Month => new Date(now).toISOString().slice(0, 7);
/** The first instant of a month: ISO's "2026-11" is a date in UTC. */
export const startOf = (month: Month): Instant => Date.parse(month);
export function monthAhead(now: Instant, ahead: number): Month {
  const first = new Date(startOf(monthAt(now)));
  return monthAt(first.setUTCMonth(first.getUTCMonth() + ahead));
}
