// What the schedule calls: the function, its input, and when. The schedules in AWS are made from it, and the local run calls
// the same functions by it.
import { clockHour, day, hour, type Instant } from '../core/time.ts';
import type { FunctionName } from './routes.ts';

export interface Timer {
  readonly functionName: FunctionName;
  readonly input: { readonly job: string };
  /** Away from the full hour, when everybody's timers run. */
  readonly minutes: readonly number[];
  /** Null is every hour. */
  readonly hours: readonly number[] | null;
  /** Whose clock shows them; without it UTC's. */
  readonly isNewsroomTime?: true;
  /** Null is every day; 0 is Sunday. */
  readonly weekday: number | null;
}
/** Of several calls the first begins; the others go on with what is left, and do nothing where all is done. */
export const timers: readonly Timer[] = [
  { functionName: 'reconcile', input: { job: 'nightly' }, minutes: [17, 37, 57], hours: [1], weekday: null },
  // What readers see of campaigns changes at one time of their day, whatever the season.
  {
    functionName: 'reconcile',
    input: { job: 'progress' },
    minutes: [0, 20, 40],
    hours: [6],
    isNewsroomTime: true,
    weekday: null,
  },
  // Reminders are sent close to their due time; what one call of two minutes leaves, the next one sends.
  { functionName: 'mail', input: { job: 'reminders' }, minutes: [3, 13, 23, 33, 43, 53], hours: null, weekday: null },
  { functionName: 'reconcile', input: { job: 'weekly' }, minutes: [17, 37, 57], hours: [3, 4, 5], weekday: 0 },
];

/** In the hour that begins at `start`. */
export function isDueIn({ hours, weekday, isNewsroomTime }: Timer, start: Instant, timeZone: string): boolean {
  if (isNewsroomTime) return hours === null || hours.includes(clockHour(start + hour - 1, timeZone));
  const [daysSince1970, hourOfDay] = [Math.floor(start / day), Math.floor((start % day) / hour)];
  // 1 January 1970 was a Thursday.
  const isItsDay = weekday === null || (daysSince1970 + 4) % 7 === weekday;
  return isItsDay && (hours === null || hours.includes(hourOfDay));
}
