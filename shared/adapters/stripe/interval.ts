// How often a subscription asks, in the two words that readers are shown. We sell months and years; what others sold and an
// import or a mark made ours may ask every three months or every week, and is shown as the nearest one.
export interface Interval {
  readonly interval: string;
  readonly interval_count?: number | undefined;
}
const monthsIn: Readonly<Record<string, number>> = { day: 12 / 365.25, week: 84 / 365.25, month: 1, year: 12 };

/** `periods`: how many months, or years where it is annual, one of its intervals lasts. */
export function rhythmOf({ interval, interval_count: count = 1 }: Interval): {
  readonly frequency: 'monthly' | 'annual';
  readonly periods: number;
} {
  const months = (monthsIn[interval] ?? 1) * count;
  return months >= 12 ? { frequency: 'annual', periods: months / 12 } : { frequency: 'monthly', periods: months };
}
