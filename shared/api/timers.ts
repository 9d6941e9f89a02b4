// What the schedule calls: the function, its input, and when, in UTC. The schedules
// in AWS are made from it, and the local run calls the same functions by it.
import { day, hour, type Instant } from '../core/time.ts';
import type { FunctionName } from './routes.ts';

export interface Timer {
  readonly functionName: FunctionName;
  readonly input: { readonly job: string };
  /** Away from the full hour, when everybody's timers run. */
  readonly minutes: readonly number[];
  /** Null is every hour. */
  readonly hours: readonly number[] | null;
  /** Null is every day; 0 is Sunday. */
  readonly weekday: number | null;
}
/** Of several calls the first begins; the others go on with what is left, and do nothing where all is done. */
export const timers: readonly Timer[] = [
  { functionName: 'reconcile', input: { job: 'nightly' }, minutes: [17, 37, 57], hours: [1], weekday: null },
  // Reminders are sent close to their due time; what one call of two minutes leaves, the next one sends.
  { functionName: 'mail', input: { job: 'reminders' }, minutes: [3, 13, 23, 33, 43, 53], hours: null, weekday: null },
  { functionName: 'reconcile', input: { job: 'weekly' }, minutes: [17, 37, 57], hours: [3, 4, 5], weekday: 0 },
];

/** In the hour that begins at `start`. */
export function isDueIn({ hours, weekday }: Timer, start: Instant): boolean {
  const [daysSince1970, hourOfDay] = [Math.floor(start / day), Math.floor((start % day) / hour)];
  // 1 January 1970 was a Thursday.
  const isItsDay = weekday === null || (daysSince1970 + 4) % 7 === weekday;
  return isItsDay && (hours === null || hours.includes(hourOfDay));
}
