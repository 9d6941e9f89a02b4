// Billing periods. A month-end anchor is never lost: 31 January renews on 28 February and again on 31 March, because each
// boundary is counted from the anchor and not from the boundary before it.
export interface Interval {
  readonly interval: string;
  readonly interval_count: number;
}

const secondsIn: Readonly<Record<string, number>> = { day: 86_400, week: 604_800 };

/** The boundary that lies `count` intervals after the anchor, in seconds. */
export function boundary(anchor: number, { interval, interval_count }: Interval, count: number): number {
  const fixed = secondsIn[interval];
  if (fixed !== undefined) return anchor + count * interval_count * fixed;
  return addMonths(anchor, count * interval_count * (interval === 'year' ? 12 : 1));
}

/** The first boundary after `moment`. */
export function nextBoundary(anchor: number, interval: Interval, moment: number): number {
  let count = Math.max(1, estimate(anchor, interval, moment) - 2);
  while (boundary(anchor, interval, count) <= moment) count += 1;
  return boundary(anchor, interval, count);
}

const longest: Readonly<Record<string, number>> = { day: 86_400, week: 604_800, month: 2_678_400, year: 31_622_400 };

// Never too high, as no interval is longer than this.
const estimate = (anchor: number, { interval, interval_count }: Interval, moment: number): number =>
  Math.floor((moment - anchor) / ((longest[interval] ?? 86_400) * interval_count));

function addMonths(seconds: number, months: number): number {
  const start = new Date(seconds * 1000);
  const target = start.getUTCMonth() + months;
  const year = start.getUTCFullYear() + Math.floor(target / 12);
  const month = ((target % 12) + 12) % 12;
  const day = Math.min(start.getUTCDate(), daysIn(year, month));
  const clock = Math.floor(seconds) % 86_400;
  return Date.UTC(year, month, day) / 1000 + clock;
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
